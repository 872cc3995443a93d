package io.alphaflow.simulator.journal;

import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.capture.CapturedFrame;
import io.alphaflow.simulator.capture.CapturedSymbol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says in a few digits what an exchange was set up with, as far as its state depends on it:
 * symbols, rules, accounts without their keys, and all that is played. Port, speed and request
 * limits may be others after a restart.
 */
public final class MarketFingerprint {

  private static final int TRADE_BYTES = 4 * Long.BYTES + 1;

  private final MessageDigest digest;

  private MarketFingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The SHA-256 of a set-up, as hexadecimal digits. */
  public static String of(
      SimulatorOptions options, List<Recording> recordings, List<Capture> captures) {
    MarketFingerprint print = new MarketFingerprint();
    options.symbols().forEach(symbol -> print.add(symbol.toString()));
    print.add(options.rules().toString());
    options.accounts().forEach(print::add);
    recordings.forEach(print::add);
    captures.forEach(capture -> capture.symbols().forEach(print::add));
    return HexFormat.of().formatHex(print.digest.digest());
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private void add(SimAccount account) {
    add(account.name() + " " + account.paysInBnb());
    add(sorted(account.free()));
    add(sorted(account.locked()));
  }

  private static String sorted(Map<String, Long> balances) {
    return new TreeMap<>(balances).toString();
  }

  private void add(Recording recording) {
    add(recording.symbol() + " " + recording.size());
    ByteBuffer bytes = ByteBuffer.allocate(TRADE_BYTES);
    for (int i = 0; i < recording.size(); i++) {
      MarketTrade trade = recording.at(i);
      bytes.clear();
      bytes.putLong(trade.id()).putLong(trade.timeMicros());
      bytes.putLong(trade.price()).putLong(trade.quantity());
      bytes.put((byte) (trade.buyerIsMaker() ? 1 : 0));
      digest.update(bytes.flip());
    }
  }

  private void add(CapturedSymbol symbol) {
    add(symbol.trades());
    for (CapturedFrame frame : symbol.frames()) {
      add(frame.kind() + " " + frame.index() + " " + frame.dueMicros());
    }
  }
}
