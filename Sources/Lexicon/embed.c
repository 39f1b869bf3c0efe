// Embeds every data file of the lexicon, so that the executable is one file and starts without reading a disk.
// Made by scripts/embed-lexicon from the files of this folder; run it after adding or renaming one.
#include "Lexicon.h"

#define ENTRY(path, name) {path, name, sizeof(name)}

static const unsigned char README_md[] = {
#embed "README.md"
};

static const unsigned char measures_currencies_words[] = {
#embed "measures/currencies.words"
};

static const unsigned char measures_localcurrency_words[] = {
#embed "measures/localcurrency.words"
};

static const unsigned char measures_multiples_words[] = {
#embed "measures/multiples.words"
};

static const unsigned char measures_qualifiers_words[] = {
#embed "measures/qualifiers.words"
};

static const unsigned char measures_spans_words[] = {
#embed "measures/spans.words"
};

static const unsigned char measures_times_words[] = {
#embed "measures/times.words"
};

static const unsigned char measures_units_words[] = {
#embed "measures/units.words"
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

static const unsigned char script_boilerplate_txt[] = {
#embed "script/boilerplate.txt"
};

static const unsigned char script_regional_txt[] = {
#embed "script/regional.txt"
};

static const unsigned char script_traditional_txt[] = {
#embed "script/traditional.txt"
};

static const unsigned char sentiment_en_sentiment[] = {
#embed "sentiment/en.sentiment"
};

static const unsigned char sentiment_events_table[] = {
#embed "sentiment/events.table"
};

static const unsigned char sentiment_model_bin[] = {
#embed "sentiment/model.bin"
};

static const unsigned char sentiment_zh_sentiment[] = {
#embed "sentiment/zh.sentiment"
};

static const struct lexicon_file entries[] = {
    ENTRY("README.md", README_md),
    ENTRY("measures/currencies.words", measures_currencies_words),
    ENTRY("measures/localcurrency.words", measures_localcurrency_words),
    ENTRY("measures/multiples.words", measures_multiples_words),
    ENTRY("measures/qualifiers.words", measures_qualifiers_words),
    ENTRY("measures/spans.words", measures_spans_words),
    ENTRY("measures/times.words", measures_times_words),
    ENTRY("measures/units.words", measures_units_words),
    ENTRY("names/china.names", names_china_names),
    ENTRY("names/companies.names", names_companies_names),
    ENTRY("names/finance.names", names_finance_names),
    ENTRY("names/link.words", names_link_words),
    ENTRY("names/listings.tsv", names_listings_tsv),
    ENTRY("names/markets.names", names_markets_names),
    ENTRY("names/places.names", names_places_names),
    ENTRY("names/products.names", names_products_names),
    ENTRY("script/boilerplate.txt", script_boilerplate_txt),
    ENTRY("script/regional.txt", script_regional_txt),
    ENTRY("script/traditional.txt", script_traditional_txt),
    ENTRY("sentiment/en.sentiment", sentiment_en_sentiment),
    ENTRY("sentiment/events.table", sentiment_events_table),
    ENTRY("sentiment/model.bin", sentiment_model_bin),
    ENTRY("sentiment/zh.sentiment", sentiment_zh_sentiment),
};
const struct lexicon_file *lexicon_files(void) { return entries; }
size_t lexicon_file_count(void) { return sizeof(entries) / sizeof(entries[0]); }
