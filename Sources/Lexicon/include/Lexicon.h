#ifndef TAPEREADER_LEXICON_H
#define TAPEREADER_LEXICON_H
#include <stddef.h>

/// One data file of the lexicon, embedded in the executable at build time.
struct lexicon_file {
    /// Path below Sources/Lexicon, such as "names/ai.names".
    const char *path;
    const unsigned char *bytes;
    size_t count;
};

/// All embedded files, in byte order of their paths.
const struct lexicon_file *lexicon_files(void);
size_t lexicon_file_count(void);

#endif
