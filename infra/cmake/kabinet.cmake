# The build in words of the house: add_room, add_tools, add_functions.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(KABINET_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(KABINET_COVERAGE "Count executed lines (gcov)" OFF)
option(KABINET_TESTS "Build the tests" ON)

# The sloppiness is what ccache asks for where a precompiled header is used; by what the compiler
# itself says it read, what is not in the cache is not preprocessed twice.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
find_package(spdlog REQUIRED)
find_package(CURL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

# Where the preset asks for a unity build, the sources of one target are compiled as one text
# (docs/decisions/0020); tests never are, for each has names of its own for its cast.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# What only tests use is not itself under test: it has no sanitizers, half of what it costs to
# compile. It counts its lines all the same: of an inline function in a header the linker keeps any
# one copy, and a copy of a test's that does not count would hide what was run.
set(under_test $<NOT:$<BOOL:$<TARGET_PROPERTY:KABINET_SPARES_INSTRUMENTS>>>)
if(KABINET_SANITIZE)
  add_compile_options("$<${under_test}:-fsanitize=address,undefined;-fno-sanitize-recover=all>"
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(KABINET_COVERAGE)
  # Of debugging only the lines are kept: half the size, and a tenth off the time.
  add_compile_options(--coverage -fno-inline -O0 -g1)
  add_link_options(--coverage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # security.md D21. What the compiler cannot check here, tests/security reads off the binaries.
  set(CMAKE_CXX_FLAGS_RELEASE "-O2")
  # GCC 12 sees overlaps in std::string and unset parts of std::variant that are not there (its
  # bugs 105651 and 105562); the dev preset, without -O2, keeps both warnings.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS
                      -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
                      -ftrivial-auto-var-init=zero -fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed,--gc-sections)
endif()

# What --version prints: the commit, with a mark for changes that stand in no commit.
execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} describe --always --dirty=+ --abbrev=12
                OUTPUT_VARIABLE KABINET_VERSION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT KABINET_VERSION)
  set(KABINET_VERSION "unversioned")
endif()
# The developer's HTTP shim is no part of a release (security.md S8).
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(KABINET_SHIM 0)
else()
  set(KABINET_SHIM 1)
  set(KABINET_SHIM_LIBS PkgConfig::httplib Threads::Threads)
endif()

function(spare_instruments target)
  if(KABINET_COVERAGE)
    set_target_properties(${target} PROPERTIES KABINET_SPARES_INSTRUMENTS ON)
  endif()
endfunction()

# What everybody reads is read once where tests are built in unity (docs/decisions/0022). A compiler
# takes a precompiled header only with the flags that made it, so there is one of each kind: for
# the archives of rooms, functions and tools, and for the programs of tests. A release has none:
# with -O2 GCC 12 then warns of the library's own lines, and little would be saved.
function(read_once)
  if(NOT CMAKE_UNITY_BUILD OR NOT KABINET_TESTS)
    return()
  endif()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/nothing.cpp CONTENT "int main() {}\n")
  add_library(read_by_code STATIC EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/generated/nothing.cpp)
  add_executable(read_by_tests EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/generated/nothing.cpp)
  spare_instruments(read_by_tests)
  target_precompile_headers(read_by_tests PRIVATE <catch2/catch.hpp>)
  foreach(reader read_by_code read_by_tests)
    target_include_directories(${reader} PRIVATE ${CMAKE_SOURCE_DIR}/shared)
    target_precompile_headers(${reader} PRIVATE ${CMAKE_SOURCE_DIR}/shared/base/json.hpp)
    target_compile_options(${reader} PRIVATE -fpch-preprocess)
  endforeach()
endfunction()

# share_headers(<target> read_by_code|read_by_tests)
function(share_headers target reader)
  if(TARGET ${reader})
    target_precompile_headers(${target} REUSE_FROM ${reader})
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# Debian compiles Catch2's main for us.
if(KABINET_TESTS)
  find_library(CATCH2_MAIN Catch2WithMain REQUIRED)
endif()

# add_tests(<target> <label> <files…> LIBS …): one program for the *.test.cpp of a folder.
function(add_tests target)
  cmake_parse_arguments(arg "" "" "FILES;LIBS" ${ARGN})
  if(NOT KABINET_TESTS OR NOT arg_FILES)
    return()
  endif()
  add_executable(${target} ${arg_FILES})
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  target_link_libraries(${target} PRIVATE ${arg_LIBS} ${CATCH2_MAIN})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/shared)
  # A test that expects a throw has no use for the value.
  target_compile_options(${target} PRIVATE -Wno-unused-result)
  spare_instruments(${target})
  share_headers(${target} read_by_tests)
  target_compile_definitions(${target} PRIVATE KABINET_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                             KABINET_BINARY_DIR="${CMAKE_BINARY_DIR}")
  add_test(NAME ${target} COMMAND ${target})
endfunction()

# add_room(<name> NEEDS <rooms…> LIBS <third parties…>): shared/<name>/*.cpp as one archive.
function(add_room name)
  cmake_parse_arguments(arg "" "" "NEEDS;LIBS" ${ARGN})
  set(dir ${CMAKE_SOURCE_DIR}/shared/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "\\.test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(\\.test|/main)\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    set(kind PUBLIC)
  else()
    add_library(${name} INTERFACE)
    set(kind INTERFACE)
  endif()
  target_include_directories(${name} ${kind} ${CMAKE_SOURCE_DIR}/shared)
  target_link_libraries(${name} ${kind} ${arg_NEEDS} ${arg_LIBS})
  if(sources)
    share_headers(${name} read_by_code)
  endif()
  if(tests)
    set_property(GLOBAL APPEND PROPERTY kabinet_room_tests ${name})
    set_property(GLOBAL PROPERTY kabinet_room_tests_${name} "${tests}")
  endif()
endfunction()

# add_tools(<folders…>): each has a CMakeLists.txt of its own; a missing one is left out, so that
# a production tree may come without infra/sandbox.
function(add_tools)
  foreach(folder ${ARGN})
    if(EXISTS ${CMAKE_SOURCE_DIR}/${folder}/CMakeLists.txt)
      add_subdirectory(${CMAKE_SOURCE_DIR}/${folder})
    endif()
  endforeach()
endfunction()

# Every functions/<name>/function.json: objects fn_<name>, executable <name>, <name>_test.
function(add_functions)
  file(GLOB manifests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/functions/*/function.json)
  foreach(manifest ${manifests})
    get_filename_component(dir ${manifest} DIRECTORY)
    get_filename_component(name ${dir} NAME)
    add_one_function(${name} ${dir} ${manifest})
  endforeach()
  add_shim()
  # Rooms are tested last, because their tests may use the testing room, which stands above all.
  get_property(rooms GLOBAL PROPERTY kabinet_room_tests)
  foreach(room ${rooms})
    get_property(files GLOBAL PROPERTY kabinet_room_tests_${room})
    add_tests(room_${room}_test FILES ${files} LIBS ${room} testing)
  endforeach()
endfunction()

function(add_one_function name dir manifest)
  set(out ${CMAKE_BINARY_DIR}/generated/${name})
  add_custom_command(
    OUTPUT ${out}/manifest.hpp ${out}/manifest.cpp
    COMMAND fnctl cpp ${dir} ${CMAKE_BINARY_DIR}/generated
    DEPENDS fnctl ${manifest}
    COMMENT "Deriving ${name}/manifest.hpp")
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "\\.test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "\\.test\\.cpp$")
  add_library(fn_${name} STATIC ${sources} ${out}/manifest.cpp ${out}/manifest.hpp)
  target_include_directories(fn_${name} PUBLIC ${CMAKE_BINARY_DIR}/generated ${CMAKE_SOURCE_DIR}/functions)
  target_link_libraries(fn_${name} PUBLIC runtime text crypto auth queue sheet provider payment
                        qr)

  share_headers(fn_${name} read_by_code)

  set(function_name ${name})
  configure_file(${CMAKE_SOURCE_DIR}/infra/cmake/main.cpp.in ${out}/main.cpp @ONLY)
  add_executable(${name} ${out}/main.cpp)
  target_link_libraries(${name} PRIVATE fn_${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_tests(${name}_test FILES ${tests} LIBS fn_${name} testing)
  set_property(GLOBAL APPEND PROPERTY kabinet_functions ${name})
endfunction()

# `shim`: all functions in one process on one port, for local work. Not part of a release.
function(add_shim)
  get_property(names GLOBAL PROPERTY kabinet_functions)
  set(shim_includes "")
  set(shim_functions "")
  set(libs "")
  foreach(name ${names})
    string(APPEND shim_includes "#include \"${name}/manifest.hpp\"\n")
    string(APPEND shim_functions "    &kabinet::${name}::function(),\n")
    list(APPEND libs fn_${name})
  endforeach()
  configure_file(${CMAKE_SOURCE_DIR}/infra/cmake/shim.cpp.in ${CMAKE_BINARY_DIR}/generated/shim.cpp
                 @ONLY)
  add_executable(shim EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/generated/shim.cpp)
  target_link_libraries(shim PRIVATE ${libs})
  set_target_properties(shim PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()
