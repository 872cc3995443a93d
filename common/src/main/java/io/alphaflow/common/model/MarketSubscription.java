package io.alphaflow.common.model;

/**
 * An operator's wish that an instrument is taken in, or no more, which ingest follows while it
 * runs. The last one of an instrument counts; without one the configuration does.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param subscribed whether it is wanted
 * @param person who wishes it
 * @param time wall clock, epoch microseconds UTC
 */
public record MarketSubscription(String instrument, boolean subscribed, String person, long time) {}
