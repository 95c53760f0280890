// Bare C programs that figures are compared with: what the machine and the libraries can do with nothing around them.

#ifndef TIDINGS_BASELINES_H
#define TIDINGS_BASELINES_H

#include <stddef.h>

// A push parser of libxml2 with empty callbacks, used again for each document.
typedef struct sax_baseline sax_baseline;

// NULL where there is no memory.
sax_baseline *sax_baseline_create(void);

// Reads one document in pieces of 64 KiB. Returns the number of callbacks, or 0 if the document is not well-formed.
size_t sax_baseline_read(sax_baseline *baseline, const char *bytes, size_t count);

void sax_baseline_free(sax_baseline *baseline);

// Gives free memory back to the kernel, so that a peak measured next begins at what is really held.
void give_back_memory(void);

#endif
