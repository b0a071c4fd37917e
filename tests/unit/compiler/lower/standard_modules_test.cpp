#include <doctest/doctest.h>

#include "tests/unit/compiler/lower/compile.h"

using namespace sdg;

namespace {

std::string use_of(std::string_view file_name) {
  return "use std." + std::string(file_name.substr(0, file_name.find('.'))) + "\n";
}

}  // namespace

TEST_CASE("every module that the language brings is without a mistake") {
  for (const source::EmbeddedFile& module : sema::standard_modules()) {
    CAPTURE(module.name);
    const auto compiled = test::compile(use_of(module.name));
    for (const diag::Diagnostic& diagnostic : compiled->diags.all()) {
      CAPTURE(diagnostic.message);
      CHECK(diagnostic.code == diag::Code::UnusedModule);
    }
  }
}

TEST_CASE("every declaration that a module of the language offers is documented") {
  for (const source::EmbeddedFile& module : sema::standard_modules()) {
    CAPTURE(module.name);
    const auto compiled = test::compile(use_of(module.name));
    REQUIRE(compiled->files.files.size() >= 2);
    CHECK(!compiled->files.files[1].syntax->doc.empty());
    for (const syntax::Decl* decl : compiled->files.files[1].syntax->decls) {
      CAPTURE(decl->name.text);
      CHECK((decl->kind == syntax::DeclKind::Use || !decl->doc.empty()));
    }
  }
}
