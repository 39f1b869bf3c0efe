// Embeds every data file of the lexicon, so that the executable is one file and starts without reading a disk.
// To add a file: one EMBED line and one ENTRY line, in byte order of the paths (a test compares them with the folder).
#include "Lexicon.h"

#define ENTRY(path, name) {path, name, sizeof(name)}

static const unsigned char readme[] = {
#embed "README.md"
};

static const unsigned char names_china_names[] = {
#embed "names/china.names"
};

static const unsigned char names_companies_names[] = {
#embed "names/companies.names"
};

static const unsigned char names_finance_names[] = {
#embed "names/finance.names"
};

static const unsigned char names_link_words[] = {
#embed "names/link.words"
};

static const unsigned char names_listings_tsv[] = {
#embed "names/listings.tsv"
};

static const unsigned char names_markets_names[] = {
#embed "names/markets.names"
};

static const unsigned char names_places_names[] = {
#embed "names/places.names"
};

static const unsigned char names_products_names[] = {
#embed "names/products.names"
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

static const unsigned char sentiment_zh[] = {
#embed "sentiment/zh.sentiment"
};

static const struct lexicon_file entries[] = {
    ENTRY("README.md", readme),
    ENTRY("names/china.names", names_china_names),
    ENTRY("names/companies.names", names_companies_names),
    ENTRY("names/finance.names", names_finance_names),
    ENTRY("names/link.words", names_link_words),
    ENTRY("names/listings.tsv", names_listings_tsv),
    ENTRY("names/markets.names", names_markets_names),
    ENTRY("names/places.names", names_places_names),
    ENTRY("names/products.names", names_products_names),
    ENTRY("script/traditional.txt", script_traditional),
    ENTRY("sentiment/en.sentiment", sentiment_en),
    ENTRY("sentiment/events.table", sentiment_events),
    ENTRY("sentiment/zh.sentiment", sentiment_zh),
};
const struct lexicon_file *lexicon_files(void) { return entries; }
size_t lexicon_file_count(void) { return sizeof(entries) / sizeof(entries[0]); }
