// Embeds every data file of the lexicon, so that the executable is one file and starts without reading a disk.
// Made by scripts/embed-lexicon from the files of this folder; run it after adding or renaming one.
#include "Lexicon.h"

#define ENTRY(path, name) {path, name, sizeof(name)}

static const unsigned char README_md[] = {
#embed "README.md"
};

static const unsigned char describe_sources_words[] = {
#embed "describe/sources.words"
};

static const unsigned char describe_topics_words[] = {
#embed "describe/topics.words"
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

static const unsigned char names_asia_names[] = {
#embed "names/asia.names"
};

static const unsigned char names_china_more_names[] = {
#embed "names/china-more.names"
};

static const unsigned char names_china_names[] = {
#embed "names/china.names"
};

static const unsigned char names_common_words[] = {
#embed "names/common.words"
};

static const unsigned char names_companies_names[] = {
#embed "names/companies.names"
};

static const unsigned char names_english_words[] = {
#embed "names/english.words"
};

static const unsigned char names_europe_names[] = {
#embed "names/europe.names"
};

static const unsigned char names_finance_names[] = {
#embed "names/finance.names"
};

static const unsigned char names_given_words[] = {
#embed "names/given.words"
};

static const unsigned char names_institutions_names[] = {
#embed "names/institutions.names"
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

static const unsigned char names_persons_names[] = {
#embed "names/persons.names"
};

static const unsigned char names_phrases_names[] = {
#embed "names/phrases.names"
};

static const unsigned char names_places_names[] = {
#embed "names/places.names"
};

static const unsigned char names_products_more_names[] = {
#embed "names/products-more.names"
};

static const unsigned char names_products_names[] = {
#embed "names/products.names"
};

static const unsigned char names_taiwan_names[] = {
#embed "names/taiwan.names"
};

static const unsigned char names_us_names[] = {
#embed "names/us.names"
};

static const unsigned char names_world_names[] = {
#embed "names/world.names"
};

static const unsigned char rules_README_md[] = {
#embed "rules/README.md"
};

static const unsigned char rules_acquisition_rules[] = {
#embed "rules/acquisition.rules"
};

static const unsigned char rules_analyst_rating_rules[] = {
#embed "rules/analyst_rating.rules"
};

static const unsigned char rules_business_words[] = {
#embed "rules/business.words"
};

static const unsigned char rules_capacity_expansion_rules[] = {
#embed "rules/capacity_expansion.rules"
};

static const unsigned char rules_capital_expenditure_rules[] = {
#embed "rules/capital_expenditure.rules"
};

static const unsigned char rules_capital_return_rules[] = {
#embed "rules/capital_return.rules"
};

static const unsigned char rules_credit_event_rules[] = {
#embed "rules/credit_event.rules"
};

static const unsigned char rules_deals_words[] = {
#embed "rules/deals.words"
};

static const unsigned char rules_equity_words[] = {
#embed "rules/equity.words"
};

static const unsigned char rules_figures_words[] = {
#embed "rules/figures.words"
};

static const unsigned char rules_financing_rules[] = {
#embed "rules/financing.rules"
};

static const unsigned char rules_forecast_rules[] = {
#embed "rules/forecast.rules"
};

static const unsigned char rules_frame_words[] = {
#embed "rules/frame.words"
};

static const unsigned char rules_fund_flow_rules[] = {
#embed "rules/fund_flow.rules"
};

static const unsigned char rules_holding_change_rules[] = {
#embed "rules/holding_change.rules"
};

static const unsigned char rules_investment_rules[] = {
#embed "rules/investment.rules"
};

static const unsigned char rules_listing_rules[] = {
#embed "rules/listing.rules"
};

static const unsigned char rules_litigation_rules[] = {
#embed "rules/litigation.rules"
};

static const unsigned char rules_macro_indicator_rules[] = {
#embed "rules/macro_indicator.rules"
};

static const unsigned char rules_market_share_rules[] = {
#embed "rules/market_share.rules"
};

static const unsigned char rules_metric_rules[] = {
#embed "rules/metric.rules"
};

static const unsigned char rules_metrics_words[] = {
#embed "rules/metrics.words"
};

static const unsigned char rules_offices_words[] = {
#embed "rules/offices.words"
};

static const unsigned char rules_partnership_rules[] = {
#embed "rules/partnership.rules"
};

static const unsigned char rules_personnel_change_rules[] = {
#embed "rules/personnel_change.rules"
};

static const unsigned char rules_plain_words[] = {
#embed "rules/plain.words"
};

static const unsigned char rules_price_move_rules[] = {
#embed "rules/price_move.rules"
};

static const unsigned char rules_product_launch_rules[] = {
#embed "rules/product_launch.rules"
};

static const unsigned char rules_ranking_rules[] = {
#embed "rules/ranking.rules"
};

static const unsigned char rules_regulatory_action_rules[] = {
#embed "rules/regulatory_action.rules"
};

static const unsigned char rules_stake_rules[] = {
#embed "rules/stake.rules"
};

static const unsigned char rules_supply_contract_rules[] = {
#embed "rules/supply_contract.rules"
};

static const unsigned char rules_valuation_rules[] = {
#embed "rules/valuation.rules"
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
    ENTRY("describe/sources.words", describe_sources_words),
    ENTRY("describe/topics.words", describe_topics_words),
    ENTRY("measures/currencies.words", measures_currencies_words),
    ENTRY("measures/localcurrency.words", measures_localcurrency_words),
    ENTRY("measures/multiples.words", measures_multiples_words),
    ENTRY("measures/qualifiers.words", measures_qualifiers_words),
    ENTRY("measures/spans.words", measures_spans_words),
    ENTRY("measures/times.words", measures_times_words),
    ENTRY("measures/units.words", measures_units_words),
    ENTRY("names/asia.names", names_asia_names),
    ENTRY("names/china-more.names", names_china_more_names),
    ENTRY("names/china.names", names_china_names),
    ENTRY("names/common.words", names_common_words),
    ENTRY("names/companies.names", names_companies_names),
    ENTRY("names/english.words", names_english_words),
    ENTRY("names/europe.names", names_europe_names),
    ENTRY("names/finance.names", names_finance_names),
    ENTRY("names/given.words", names_given_words),
    ENTRY("names/institutions.names", names_institutions_names),
    ENTRY("names/link.words", names_link_words),
    ENTRY("names/listings.tsv", names_listings_tsv),
    ENTRY("names/markets.names", names_markets_names),
    ENTRY("names/persons.names", names_persons_names),
    ENTRY("names/phrases.names", names_phrases_names),
    ENTRY("names/places.names", names_places_names),
    ENTRY("names/products-more.names", names_products_more_names),
    ENTRY("names/products.names", names_products_names),
    ENTRY("names/taiwan.names", names_taiwan_names),
    ENTRY("names/us.names", names_us_names),
    ENTRY("names/world.names", names_world_names),
    ENTRY("rules/README.md", rules_README_md),
    ENTRY("rules/acquisition.rules", rules_acquisition_rules),
    ENTRY("rules/analyst_rating.rules", rules_analyst_rating_rules),
    ENTRY("rules/business.words", rules_business_words),
    ENTRY("rules/capacity_expansion.rules", rules_capacity_expansion_rules),
    ENTRY("rules/capital_expenditure.rules", rules_capital_expenditure_rules),
    ENTRY("rules/capital_return.rules", rules_capital_return_rules),
    ENTRY("rules/credit_event.rules", rules_credit_event_rules),
    ENTRY("rules/deals.words", rules_deals_words),
    ENTRY("rules/equity.words", rules_equity_words),
    ENTRY("rules/figures.words", rules_figures_words),
    ENTRY("rules/financing.rules", rules_financing_rules),
    ENTRY("rules/forecast.rules", rules_forecast_rules),
    ENTRY("rules/frame.words", rules_frame_words),
    ENTRY("rules/fund_flow.rules", rules_fund_flow_rules),
    ENTRY("rules/holding_change.rules", rules_holding_change_rules),
    ENTRY("rules/investment.rules", rules_investment_rules),
    ENTRY("rules/listing.rules", rules_listing_rules),
    ENTRY("rules/litigation.rules", rules_litigation_rules),
    ENTRY("rules/macro_indicator.rules", rules_macro_indicator_rules),
    ENTRY("rules/market_share.rules", rules_market_share_rules),
    ENTRY("rules/metric.rules", rules_metric_rules),
    ENTRY("rules/metrics.words", rules_metrics_words),
    ENTRY("rules/offices.words", rules_offices_words),
    ENTRY("rules/partnership.rules", rules_partnership_rules),
    ENTRY("rules/personnel_change.rules", rules_personnel_change_rules),
    ENTRY("rules/plain.words", rules_plain_words),
    ENTRY("rules/price_move.rules", rules_price_move_rules),
    ENTRY("rules/product_launch.rules", rules_product_launch_rules),
    ENTRY("rules/ranking.rules", rules_ranking_rules),
    ENTRY("rules/regulatory_action.rules", rules_regulatory_action_rules),
    ENTRY("rules/stake.rules", rules_stake_rules),
    ENTRY("rules/supply_contract.rules", rules_supply_contract_rules),
    ENTRY("rules/valuation.rules", rules_valuation_rules),
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
