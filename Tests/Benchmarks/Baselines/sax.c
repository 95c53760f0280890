#include "baselines.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

struct sax_baseline {
    xmlSAXHandler handler;
    xmlParserCtxtPtr context;
    size_t calls;
};

static void start_element(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces,
    const xmlChar **declarations, int attributes, int defaulted, const xmlChar **values)
{
    ((sax_baseline *)data)->calls++;
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    ((sax_baseline *)data)->calls++;
}

static void characters(void *data, const xmlChar *text, int count)
{
    ((sax_baseline *)data)->calls++;
}

static void complain(void *data, xmlErrorPtr error)
{
}

sax_baseline *sax_baseline_create(void)
{
    sax_baseline *baseline = calloc(1, sizeof *baseline);
    if (!baseline) return NULL;
    baseline->handler.initialized = XML_SAX2_MAGIC;
    baseline->handler.startElementNs = start_element;
    baseline->handler.endElementNs = end_element;
    baseline->handler.characters = characters;
    baseline->handler.ignorableWhitespace = characters;
    baseline->handler.cdataBlock = characters;
    baseline->handler.serror = complain;
    baseline->context = xmlCreatePushParserCtxt(&baseline->handler, baseline, NULL, 0, NULL);
    if (!baseline->context) {
        free(baseline);
        return NULL;
    }
    return baseline;
}

size_t sax_baseline_read(sax_baseline *baseline, const char *bytes, size_t count)
{
    const size_t piece = 64 << 10;
    baseline->calls = 0;
    if (xmlCtxtResetPush(baseline->context, NULL, 0, NULL, "UTF-8") != 0) return 0;
    xmlCtxtUseOptions(baseline->context, XML_PARSE_NONET);
    for (size_t place = 0; place < count; place += piece) {
        size_t size = count - place < piece ? count - place : piece;
        if (xmlParseChunk(baseline->context, bytes + place, (int)size, 0) != 0) return 0;
    }
    if (xmlParseChunk(baseline->context, NULL, 0, 1) != 0) return 0;
    return baseline->calls;
}

void sax_baseline_free(sax_baseline *baseline)
{
    if (!baseline) return;
    xmlFreeParserCtxt(baseline->context);
    free(baseline);
}
