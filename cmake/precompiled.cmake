# What nearly every file includes is read once. For the release build only: the others see to it that no file relies on it.

set(SDG_PRECOMPILED_HEADERS algorithm array chrono cstddef cstdint filesystem functional map memory optional span string
  string_view unordered_map utility variant vector fmt/format.h)

# sdg_precompile(NAME [HEADER…]): a set that targets with the same flags can share.
function(sdg_precompile name)
  if(SDG_PCH)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "")
    add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE fmt::fmt)
    set(headers ${SDG_PRECOMPILED_HEADERS} ${ARGN})
    list(TRANSFORM headers REPLACE "(.+)" "<\\1>")
    target_precompile_headers(${name} PRIVATE ${headers})
  endif()
endfunction()

function(sdg_use_precompiled target name)
  if(SDG_PCH)
    target_link_libraries(${target} PRIVATE fmt::fmt)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()

sdg_precompile(sdg_precompiled)
