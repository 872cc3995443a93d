package io.alphaflow.common.model;

/**
 * Says that the venue's time has reached {@code time}, whichever instrument showed it. Written by
 * ingest to every journal partition.
 *
 * @param venue whose clock
 * @param sequence {@code time} divided by the tick interval, so equal identity means equal content
 * @param time epoch microseconds UTC
 */
public record ClockTick(String venue, long sequence, long time) implements JournalEntry {

  @Override
  public String producer() {
    return "clock/" + venue;
  }

  @Override
  public boolean contiguous() {
    return false;
  }
}
