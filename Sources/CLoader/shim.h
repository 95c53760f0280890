#pragma once

#include <link.h>

// What <link.h> declares only together with all else that is GNU's, of which Swift's own headers know nothing
// (dl_iterate_phdr(3)); the beginning of the structure, which never changes.
struct tidings_loaded_object {
    ElfW(Addr) dlpi_addr;
    const char *dlpi_name;
    const ElfW(Phdr) *dlpi_phdr;
    ElfW(Half) dlpi_phnum;
};

extern int dl_iterate_phdr(
    int (*callback)(const struct tidings_loaded_object *object, size_t size, void *context), void *context);
