# Configures tiny houses, each with one forbidden arrow, and expects to be told so.
# cmake -D LAYERS=…/cmake/layers.cmake -D SCRATCH=folder -P forbidden_arrows.cmake

function(write_house declarations)
  file(REMOVE_RECURSE ${SCRATCH})
  file(WRITE ${SCRATCH}/CMakeLists.txt
    "cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES NONE)
include(${LAYERS})
${declarations}
sdg_refuse_forbidden_arrows()
")
endfunction()

function(configure_house result output)
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SCRATCH} -B ${SCRATCH}/build
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE errors)
  string(REGEX REPLACE "[ \n]+" " " errors "${errors}")  # CMake breaks lines where it likes
  set(${result} ${status} PARENT_SCOPE)
  set(${output} "${errors}" PARENT_SCOPE)
endfunction()

function(expect_refusal message)
  configure_house(status errors)
  string(FIND "${errors}" "${message}" found)
  if(status EQUAL 0 OR found EQUAL -1)
    message(SEND_ERROR "expected a refusal with `${message}`, got status ${status}: ${errors}")
  endif()
endfunction()

function(expect_consent)
  configure_house(status errors)
  if(NOT status EQUAL 0)
    message(SEND_ERROR "expected no refusal, got: ${errors}")
  endif()
endfunction()

set(good "sdg_layer(compiler/plan)\nsdg_layer(runtime/value DEPS compiler/plan)\n")

write_house("${good}")
file(WRITE ${SCRATCH}/runtime/value/value.h "#include \"compiler/plan/plan.h\"\n#include <string>\n")
expect_consent()

write_house("${good}sdg_layer(compiler/sema DEPS runtime/value)\n")
expect_refusal("compiler/sema links runtime/value: arrows point down only")

write_house("${good}sdg_layer(compiler/sema)\ntarget_link_libraries(sdg_compiler_sema INTERFACE sdg_runtime_value)\n")
expect_refusal("compiler/sema links runtime/value: arrows point down only")

write_house("${good}sdg_layer(runtime/exec LIBS RocksDB::rocksdb-shared)\n")
expect_refusal("runtime/exec links RocksDB::rocksdb-shared: RocksDB lives in runtime/store only")

write_house("sdg_layer(runtime/value DEPS runtime/eval)\nsdg_layer(runtime/eval DEPS runtime/value)\n")
expect_refusal("runtime/value depends on runtime/eval, which is not declared above it")

write_house("${good}")
file(WRITE ${SCRATCH}/compiler/plan/plan.h "#include \"runtime/value/value.h\"\n")
expect_refusal("compiler/plan/plan.h includes runtime/value, on which compiler/plan does not depend")

write_house("${good}")
file(WRITE ${SCRATCH}/runtime/value/value.h "#include <curl/curl.h>\n")
expect_refusal("runtime/value (runtime/value/value.h) has #include <curl/curl.h>: CURL lives in runtime/net only")

write_house("${good}")
file(WRITE ${SCRATCH}/runtime/value/value.h "#include <nlohmann/json.hpp>\n")
expect_refusal("runtime/value/value.h is a header and has #include <nlohmann/json.hpp>: forward declare")

file(REMOVE_RECURSE ${SCRATCH})
