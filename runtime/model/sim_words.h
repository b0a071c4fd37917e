#pragma once

#include <array>
#include <string_view>

namespace sdg::model::words {

inline constexpr std::string_view first_names[] = {
    "Ada",   "Amir",  "Bea",   "Carlos", "Chen",  "Dana",  "Elif",   "Emil",  "Fatou", "Grace", "Hugo",
    "Ines",  "Jonas", "Kofi",  "Lena",   "Lucía", "Mateo", "Mira",   "Noor",  "Olga",  "Pavel", "Priya",
    "Quinn", "Rosa",  "Samir", "Tara",   "Tomás", "Uma",   "Viktor", "Wanda", "Yuki",  "Zoë"};
inline constexpr std::string_view last_names[] = {"Abbott", "Berger", "Castro",  "Dubois", "Eriksen", "Fischer",
                                                  "García", "Haddad", "Ivanova", "Jansen", "Kimura",  "Lindqvist",
                                                  "Moreau", "Nowak",  "Okafor",  "Patel",  "Quiroga", "Rossi",
                                                  "Silva",  "Tanaka", "Urban",   "Vega",   "Weber",   "Young"};
inline constexpr std::string_view cities[] = {"Accra", "Bilbao", "Bogotá",  "Chennai", "Gdańsk",  "Graz",
                                              "Kyoto", "Leeds",  "Lisbon",  "Lyon",    "Nairobi", "Oslo",
                                              "Porto", "Quito",  "Sevilla", "Tampere", "Tartu",   "Turin"};
inline constexpr std::string_view countries[] = {"Austria",  "Brazil", "Chile",  "Estonia", "Finland", "Ghana",
                                                 "India",    "Italy",  "Japan",  "Kenya",   "Norway",  "Poland",
                                                 "Portugal", "Spain",  "Turkey", "Uruguay"};
inline constexpr std::string_view languages[] = {"English", "Spanish",  "French", "German",     "Hindi",
                                                 "Italian", "Japanese", "Polish", "Portuguese", "Turkish"};
inline constexpr std::string_view jobs[] = {"nurse",     "baker",     "surveyor",  "translator", "plumber",
                                            "librarian", "teacher",   "beekeeper", "bookkeeper", "ship's engineer",
                                            "gardener",  "paramedic", "carpenter", "curator",    "software tester"};
inline constexpr std::string_view adjectives[] = {"quiet",  "careful", "simple", "late",   "handy",  "plain",
                                                  "frank",  "patient", "small",  "steady", "modern", "local",
                                                  "bright", "shared",  "rough",  "clear"};
inline constexpr std::string_view nouns[] = {"plan",   "habit",    "map",     "workshop", "notebook", "question",
                                             "method", "schedule", "letter",  "market",   "bridge",   "garden",
                                             "rule",   "story",    "problem", "detail",   "tool",     "journey"};
/// Adjectives and jobs begin with a consonant, for "a" stands before them.
/// {t} topic, {T} the same with a capital, {a} adjective, {n} noun, {p} person, {c} city, {j} job.
inline constexpr std::string_view sentences[] = {
    "What matters about {t} is the {n}.",
    "In {c}, {t} is mostly a matter of a {a} {n}.",
    "{p} had never thought about {t} that way.",
    "The {n} was {a}, and {t} made the difference.",
    "First look at the {n}, then at {t}.",
    "It took {p} three days to see that {t} needs a {a} {n}.",
    "{T} and a {a} {n} go well together.",
    "Ask {p}, who works as a {j} in {c}, about {t}.",
    "Without a {a} {n}, {t} stays an idea.",
    "A {j} from {c} would begin with {t} and end with the {n}.",
    "There is a {a} side to {t}, and it starts with a {n}.",
    "{p} wrote down what {t} means and kept the {n}.",
};
inline constexpr std::string_view questions[] = {
    "What does {t} have to do with a {a} {n}?", "How would {p} explain {t}?",   "Why is {t} a {a} {n}?",
    "When did {t} become a {n} in {c}?",        "Who needs {t}, and what for?", "Which {n} helps most with {t}?",
};
inline constexpr std::string_view titles[] = {"{T} and the {a} {n}", "A {a} {n} for {t}", "{T} in {c}",
                                              "The {n} behind {t}", "Notes on {t}"};
/// Words of a prompt that say what to do, not what it is about.
inline constexpr std::string_view stop_words[] = {
    "about",     "above",      "after",     "again",        "along",    "also",     "answer",  "answers",   "anything",
    "assistant", "based",      "became",    "because",      "become",   "before",   "begin",   "begins",    "being",
    "below",     "between",    "both",      "brief",        "call",     "called",   "calling", "calls",     "case",
    "cases",     "content",    "contents",  "conversation", "create",   "creating", "days",    "depending", "describe",
    "detailed",  "difference", "does",      "doing",        "done",     "down",     "during",  "each",      "early",
    "ends",      "every",      "exactly",   "example",      "examples", "explain",  "first",   "following", "format",
    "from",      "generate",   "give",      "given",        "goes",     "have",     "help",    "helps",     "here",
    "idea",      "including",  "into",      "json",         "keep",     "keeps",    "kept",    "language",  "languages",
    "late",      "later",      "like",      "list",         "look",     "made",     "make",    "makes",     "many",
    "matter",    "matters",    "means",     "meant",        "message",  "messages", "more",    "most",      "mostly",
    "much",      "must",       "name",      "names",        "near",     "need",     "needs",   "never",     "next",
    "only",      "other",      "output",    "persona",      "please",   "prompt",   "provide", "question",  "questions",
    "realistic", "reply",      "respond",   "response",     "return",   "role",     "roles",   "said",      "say",
    "says",      "sentence",   "sentences", "short",        "should",   "side",     "single",  "some",      "somebody",
    "someone",   "something",  "start",     "starts",       "stays",    "such",     "system",  "take",      "takes",
    "tell",      "text",       "than",      "that",         "their",    "them",     "then",    "there",     "these",
    "they",      "think",      "this",      "those",        "thought",  "three",    "time",    "together",  "told",
    "took",      "tool",       "tools",     "turn",         "turns",    "under",    "user",    "using",     "very",
    "well",      "what",       "when",      "where",        "which",    "while",    "with",    "without",   "words",
    "work",      "works",      "would",     "write",        "wrote",    "you're",   "your"};

}  // namespace sdg::model::words
