#include "FuzzerStart.h"

#include <stddef.h>
#include <stdint.h>

// Both as https://llvm.org/docs/LibFuzzer.html declares them; the second is the fuzzer's own, in Swift.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*one_input)(const uint8_t *data, size_t size));
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define START(name)                                                                \
    int name(int count, char **arguments) {                                        \
        return LLVMFuzzerRunDriver(&count, &arguments, LLVMFuzzerTestOneInput);    \
    }

START(FuzzDates_main)
START(FuzzHTML_main)
START(FuzzJSON_main)
START(FuzzOPML_main)
START(FuzzXML_main)
