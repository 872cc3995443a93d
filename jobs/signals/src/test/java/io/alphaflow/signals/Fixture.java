package io.alphaflow.signals;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.signals.instance.StrategyInstance;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A desk for tests. */
public final class Fixture {

  private static final KeyPair TRADER = keyPair();
  private static final KeyPair VIEWER = keyPair();

  private Fixture() {}

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Options with these instances and one partition. */
  public static SignalsOptions options(StrategyInstance... instances) {
    return options(1, instances);
  }

  /** Options with these instances. */
  public static SignalsOptions options(int partitions, StrategyInstance... instances) {
    return new SignalsOptions(
        Arrays.asList(instances),
        Scripted::catalog,
        List.of(operator("tess", Role.TRADER, TRADER), operator("victor", Role.VIEWER, VIEWER)),
        List.of("main", "other"),
        "sim",
        Stream.of("1s", "1m").map(BarSpec::parse).toList(),
        partitions,
        5,
        128);
  }

  private static OperatorOptions operator(String person, Role role, KeyPair key) {
    return new OperatorOptions(
        person, role, Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
  }

  /** An instance of {@link Scripted} on one-minute bars of BTC and ETH. */
  public static StrategyInstance instance(String id, String... parameters) {
    return instance(id, "scripted", "1m", List.of(TestLog.BTC, TestLog.ETH), parameters);
  }

  /** An instance. */
  public static StrategyInstance instance(
      String id, String type, String interval, List<String> instruments, String... parameters) {
    return new StrategyInstance(
        id,
        type,
        "main",
        instruments.stream().map(InstrumentId::parse).toList(),
        interval,
        true,
        Scripted.catalog().find(type).orElseThrow().resolve(map(parameters)).texts());
  }

  private static TreeMap<String, String> map(String... parameters) {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return map;
  }

  /** A change by somebody who may. */
  public static StrategyChange change(Action action, StrategyInstance instance, long version) {
    return change(action, instance, version, 0, List.of());
  }

  /** A change by somebody who may. */
  public static StrategyChange change(
      Action action, StrategyInstance instance, long version, long effective, List<Bar> history) {
    return signed(unsigned(action, instance, version, effective, history, "tess"));
  }

  /** A change that nobody has signed. */
  public static StrategyChange unsigned(
      Action action,
      StrategyInstance instance,
      long version,
      long effective,
      List<Bar> history,
      String person) {
    return new StrategyChange(
        instance.id(),
        version,
        action,
        instance.type(),
        instance.account(),
        instance.symbols().stream().map(InstrumentId::toString).toList(),
        instance.interval(),
        instance.parameters(),
        effective,
        person,
        1,
        history,
        "");
  }

  /** Signed by whom it names. */
  public static StrategyChange signed(StrategyChange change) {
    KeyPair key = change.person().equals("victor") ? VIEWER : TRADER;
    return CommandSignature.sign(change, key.getPrivate());
  }

  /** The same with other parameters. */
  public static StrategyInstance with(StrategyInstance instance, String... parameters) {
    Map<String, String> all = new TreeMap<>(instance.parameters());
    all.putAll(map(parameters));
    return new StrategyInstance(
        instance.id(),
        instance.type(),
        instance.account(),
        instance.symbols(),
        instance.interval(),
        true,
        new TreeMap<>(all));
  }
}
