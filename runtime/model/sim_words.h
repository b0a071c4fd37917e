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
inline constexpr std::string_view jobs[] = {"nurse",     "baker",     "surveyor",  "translator", "electrician",
                                            "librarian", "teacher",   "beekeeper", "accountant", "ship's engineer",
                                            "gardener",  "paramedic", "carpenter", "archivist",  "software tester"};
inline constexpr std::string_view adjectives[] = {"quiet",  "careful", "simple", "early",  "useful", "plain",
                                                  "honest", "patient", "small",  "steady", "modern", "local",
                                                  "bright", "shared",  "rough",  "clear"};
inline constexpr std::string_view nouns[] = {"plan",   "habit",    "map",     "workshop", "notebook", "question",
                                             "method", "schedule", "letter",  "market",   "bridge",   "garden",
                                             "rule",   "story",    "problem", "detail",   "tool",     "journey"};
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
    "about",   "above",    "after",     "again",     "along",    "also",      "answer",   "answers",   "assistant",
    "based",   "because",  "before",    "being",     "below",    "between",   "both",     "brief",     "conversation",
    "create",  "creating", "describe",  "detailed",  "during",   "each",      "every",    "example",   "examples",
    "exactly", "explain",  "first",     "following", "format",   "from",      "generate", "give",      "given",
    "have",    "here",     "including", "into",      "json",     "list",      "make",     "more",      "must",
    "only",    "other",    "output",    "please",    "prompt",   "provide",   "question", "questions", "realistic",
    "reply",   "respond",  "response",  "return",    "sentence", "sentences", "short",    "should",    "single",
    "some",    "such",     "system",    "that",      "their",    "them",      "there",    "these",     "they",
    "this",    "those",    "three",     "under",     "user",     "using",     "very",     "what",      "when",
    "where",   "which",    "while",     "with",      "without",  "words",     "would",    "write",     "your",
    "you're"};

}  // namespace sdg::model::words
