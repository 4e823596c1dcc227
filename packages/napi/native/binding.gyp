{
  "targets": [
    {
      "target_name": "pollio",
      "sources": [
        "../../../generated/napi/<!(node -p process.platform).cc",
        "written.cc",
        "watcher.cc",
        "loop-watcher.cc",
        "thread-end.cc",
        "../../core/native/wait-thread.c"
      ],
      "include_dirs": [".", "<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS"],
      "cflags": ["-O2", "-Wall", "-Wextra", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"],
      "cflags_c": ["-std=gnu11"],
      "cflags_cc": ["-std=c++17", "-fno-exceptions", "-fno-rtti"],
      "ldflags": ["-Wl,--gc-sections"],
      "xcode_settings": {
        "MACOSX_DEPLOYMENT_TARGET": "10.15",
        "CLANG_CXX_LANGUAGE_STANDARD": "c++17",
        "GCC_OPTIMIZATION_LEVEL": "2",
        "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
        "OTHER_CFLAGS": ["-Wall", "-Wextra"],
        "OTHER_LDFLAGS": ["-Wl,-dead_strip"]
      }
    }
  ]
}
