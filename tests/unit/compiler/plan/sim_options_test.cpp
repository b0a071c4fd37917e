#include "compiler/plan/sim_options.h"

#include <doctest/doctest.h>

#include "compiler/plan/provider_spec.h"

namespace plan = sdg::plan;

TEST_CASE("options are read, and a wrong one is named") {
  const auto options = plan::read_sim_options(" small , latency=1.5s,jitter = 20ms, fail=0.1, seed=-3");
  REQUIRE(options.ok());
  CHECK(options->name == "small");
  CHECK(options->latency == std::chrono::milliseconds(1500));
  CHECK(options->jitter == std::chrono::milliseconds(20));
  CHECK(options->fail == 0.1);
  CHECK(options->seed == -3);
  CHECK(plan::read_sim_options("latncy=1").failure().message.find("`latncy`") != std::string::npos);
  CHECK(plan::read_sim_options("fail=2").failure().message == "`fail` of `sim` wants a share from 0 to 1, not `2`");
  CHECK(plan::read_sim_options("latency=-1").failure().message.find("50ms") != std::string::npos);
  CHECK_FALSE(plan::read_sim_options("seed=x").ok());
  CHECK_FALSE(plan::read_sim_options("fail=nan").ok());
}

TEST_CASE("a mistake points at what is wrong") {
  constexpr std::string_view text = "small, latncy = 1, fail=2";
  const auto unknown = plan::read_sim_options(text);
  CHECK(unknown.failure().is_name);
  CHECK(unknown.failure().part.data() == text.data() + text.find("latncy"));
  CHECK(plan::read_sim_options("seed=1, cut=x").failure().part == "x");
}

TEST_CASE("what is told of `sim` names every option") {
  const std::string_view doc = plan::find_provider("sim")->doc;
  for (const std::string_view name : plan::sim_option_names()) CHECK(doc.find(name) != doc.npos);
}

TEST_CASE("behind `sim:` of an address stand the options") {
  CHECK(plan::sim_text("sim:cut=1") == "cut=1");
  CHECK(plan::sim_text("http://127.0.0.1").empty());
}
