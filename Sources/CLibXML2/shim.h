#pragma once

// Debian's libxml2 uses ICU, whose headers then say otherwise what Foundation's own ICU says too; a test that sees both
// modules does not compile. Nothing of what depends on it is used here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

// libxml2 and the ICU that it brings along are loaded when the first document is read: most commands that a person types
// read none, and each would start some 2 ms later (etc/doc/decisions/0013-libxml2-when-needed.md).
#include <dlfcn.h>

/// What is called of libxml2.
struct XMLLibrary {
    __typeof__(&xmlInitParser) initParser;
    __typeof__(&xmlCreatePushParserCtxt) createPushParserCtxt;
    __typeof__(&xmlCtxtUseOptions) ctxtUseOptions;
    __typeof__(&xmlParseChunk) parseChunk;
    __typeof__(&xmlStopParser) stopParser;
    __typeof__(&xmlFreeParserCtxt) freeParserCtxt;
};

/// Loads libxml2; 0 where it is not installed.
static inline int xmlLibraryLoad(struct XMLLibrary *library) {
    void *file = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!file) return 0;
    library->initParser = (__typeof__(library->initParser))dlsym(file, "xmlInitParser");
    library->createPushParserCtxt = (__typeof__(library->createPushParserCtxt))dlsym(file, "xmlCreatePushParserCtxt");
    library->ctxtUseOptions = (__typeof__(library->ctxtUseOptions))dlsym(file, "xmlCtxtUseOptions");
    library->parseChunk = (__typeof__(library->parseChunk))dlsym(file, "xmlParseChunk");
    library->stopParser = (__typeof__(library->stopParser))dlsym(file, "xmlStopParser");
    library->freeParserCtxt = (__typeof__(library->freeParserCtxt))dlsym(file, "xmlFreeParserCtxt");
    if (!library->initParser || !library->createPushParserCtxt || !library->ctxtUseOptions || !library->parseChunk
        || !library->stopParser || !library->freeParserCtxt)
        return 0;
    library->initParser();
    return 1;
}

static inline xmlParserCtxtPtr xmlLibraryCreatePushParserCtxt(
    struct XMLLibrary library, xmlSAXHandlerPtr handler, void *data) {
    return library.createPushParserCtxt(handler, data, NULL, 0, NULL);
}

static inline void xmlLibraryCtxtUseOptions(struct XMLLibrary library, xmlParserCtxtPtr context, int options) {
    library.ctxtUseOptions(context, options);
}

static inline void xmlLibraryParseChunk(
    struct XMLLibrary library, xmlParserCtxtPtr context, const char *bytes, int size, int isLast) {
    library.parseChunk(context, bytes, size, isLast);
}

static inline void xmlLibraryStopParser(struct XMLLibrary library, xmlParserCtxtPtr context) {
    library.stopParser(context);
}

static inline void xmlLibraryFreeParserCtxt(struct XMLLibrary library, xmlParserCtxtPtr context) {
    library.freeParserCtxt(context);
}
