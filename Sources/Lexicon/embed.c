// Embeds every data file of the lexicon, so that the executable is one file and starts without reading a disk.
// To add a file: one EMBED line and one ENTRY line, in byte order of the paths (a test compares them with the folder).
#include "Lexicon.h"

#define ENTRY(path, name) {path, name, sizeof(name)}

static const unsigned char readme[] = {
#embed "README.md"
};

static const unsigned char measures_currencies[] = {
#embed "measures/currencies.words"
};

static const unsigned char measures_localcurrency[] = {
#embed "measures/localcurrency.words"
};

static const unsigned char measures_multiples[] = {
#embed "measures/multiples.words"
};

static const unsigned char measures_qualifiers[] = {
#embed "measures/qualifiers.words"
};

static const unsigned char measures_spans[] = {
#embed "measures/spans.words"
};

static const unsigned char measures_times[] = {
#embed "measures/times.words"
};

static const unsigned char measures_units[] = {
#embed "measures/units.words"
};

static const unsigned char script_boilerplate[] = {
#embed "script/boilerplate.txt"
};

static const unsigned char script_regional[] = {
#embed "script/regional.txt"
};

static const unsigned char script_traditional[] = {
#embed "script/traditional.txt"
};

static const unsigned char sentiment_en[] = {
#embed "sentiment/en.sentiment"
};

static const unsigned char sentiment_events[] = {
#embed "sentiment/events.table"
};

static const unsigned char sentiment_model[] = {
#embed "sentiment/model.bin"
};

static const unsigned char sentiment_zh[] = {
#embed "sentiment/zh.sentiment"
};

static const struct lexicon_file entries[] = {
    ENTRY("README.md", readme),
    ENTRY("measures/currencies.words", measures_currencies),
    ENTRY("measures/localcurrency.words", measures_localcurrency),
    ENTRY("measures/multiples.words", measures_multiples),
    ENTRY("measures/qualifiers.words", measures_qualifiers),
    ENTRY("measures/spans.words", measures_spans),
    ENTRY("measures/times.words", measures_times),
    ENTRY("measures/units.words", measures_units),
    ENTRY("script/boilerplate.txt", script_boilerplate),
    ENTRY("script/regional.txt", script_regional),
    ENTRY("script/traditional.txt", script_traditional),
    ENTRY("sentiment/en.sentiment", sentiment_en),
    ENTRY("sentiment/events.table", sentiment_events),
    ENTRY("sentiment/model.bin", sentiment_model),
    ENTRY("sentiment/zh.sentiment", sentiment_zh),
};
const struct lexicon_file *lexicon_files(void) { return entries; }
size_t lexicon_file_count(void) { return sizeof(entries) / sizeof(entries[0]); }
