#pragma once

// Debian's libxml2 uses ICU, whose headers then say otherwise what Foundation's own ICU says too; a test that sees both
// modules does not compile. Nothing of what depends on it is used here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
