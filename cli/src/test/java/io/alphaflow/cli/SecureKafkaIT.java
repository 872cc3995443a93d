package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The desk's clients and a broker that speaks TLS only and wants to know who is there. */
@Timeout(120)
class SecureKafkaIT {

  private static final String PASSWORD = "right-password-7f3a";
  private static final String WRONG = "wrong-password-91cc";

  @TempDir static Path work;
  private static KafkaBroker broker;
  private static Certificate server;
  private static Certificate stranger;
  private static String secure;
  private static String mutual;

  @BeforeAll
  static void start() throws Exception {
    server = Certificate.make(work, "server", "ip:127.0.0.1");
    stranger = Certificate.make(work, "stranger", "ip:127.0.0.1");
    Files.writeString(work.resolve("password"), PASSWORD + "\n");
    Files.writeString(work.resolve("wrong"), WRONG + "\n");
    Files.writeString(work.resolve("store-password"), Certificate.PASSWORD);
    String plain = "127.0.0.1:" + Ports.free();
    secure = "127.0.0.1:" + Ports.free();
    mutual = "127.0.0.1:" + Ports.free();
    String controller = "127.0.0.1:" + Ports.free();
    Map<String, String> settings = new LinkedHashMap<>();
    String all = "PLAINTEXT://%s,SECURE://%s,MUTUAL://%s".formatted(plain, secure, mutual);
    settings.put("listeners", all + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", all);
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL,MUTUAL:SSL");
    for (String kind : new String[] {"keystore", "truststore"}) {
      settings.put("ssl." + kind + ".type", "PKCS12");
      settings.put("ssl." + kind + ".location", server.store().toString());
      settings.put("ssl." + kind + ".password", Certificate.PASSWORD);
    }
    settings.put("listener.name.mutual.ssl.client.auth", "required");
    String listener = "listener.name.secure.";
    settings.put(listener + "sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    settings.put(
        listener + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(
        listener + "plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_desk=\"%s\";"
            .formatted(PASSWORD));
    broker = KafkaBroker.start(work.resolve("kafka"), 0, settings);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    KafkaBroker.createTopics(plain, topics, Map.of());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain))) {
      ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion("desk", scram, PASSWORD)))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void everyClientOfTheDeskSignsInWithScramOverTls() throws Exception {
    Path config = desk(secure, sasl("scram.ScramLoginModule", "SCRAM-SHA-512", server, "password"));
    KafkaOptions kafka = DeskConfig.load(config).kafka();
    assertThat(kafka.toString()).doesNotContain(PASSWORD).contains("${file:");
    assertThat(new String(serialized(kafka), StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);

    write(kafka, Topics.TRADES.name(), "one");
    // The jobs' source and sink, whose settings travel in the graph of the job.
    StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(1);
    job.fromSource(
            KafkaEndpoints.boundedSource(kafka, "copy", Topics.TRADES),
            WatermarkStrategy.noWatermarks(),
            "trades")
        .map(new Copy())
        .sinkTo(KafkaEndpoints.journalSink(kafka));
    job.execute();
    List<String> read = new ArrayList<>();
    LogReader.readAll(kafka, record -> read.add(new String(record.value())), Topics.JOURNAL);
    assertThat(read).containsExactly("one");
    String doctor = run(1, "doctor", "--config", config.toString(), "--json");
    assertThat(doctor).contains("1 brokers at " + secure).doesNotContain(PASSWORD);
  }

  @Test
  void plainPasswordsOverTlsAndCertificatesOfClientsWorkToo() throws Exception {
    Path plain = desk(secure, sasl("plain.PlainLoginModule", "PLAIN", server, "password"));
    write(DeskConfig.load(plain).kafka(), Topics.ALERTS.name(), "two");
    String trust = "ssl.truststore.type: PKCS12, ssl.truststore.location: \"%s\"";
    String store = ", ssl.%s.password: \"${file:" + work.resolve("store-password") + "}\"";
    String own =
        "security.protocol: SSL, "
            + trust.formatted(server.store())
            + store.formatted("truststore")
            + ", ssl.keystore.type: PKCS12, ssl.keystore.location: \"%s\"".formatted(server.store())
            + store.formatted("keystore");
    write(DeskConfig.load(desk(mutual, own)).kafka(), Topics.ALERTS.name(), "three");
    String pem =
        "security.protocol: SSL, ssl.truststore.type: PEM, ssl.keystore.type: PEM"
            + ", ssl.truststore.certificates: \"${file:%s}\"".formatted(server.pem())
            + ", ssl.keystore.certificate.chain: \"${file:%s}\"".formatted(server.pem())
            + ", ssl.keystore.key: \"${file:%s}\"".formatted(server.key());
    write(DeskConfig.load(desk(mutual, pem)).kafka(), Topics.ALERTS.name(), "four");
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() throws Exception {
    Path config = desk(secure, sasl("scram.ScramLoginModule", "SCRAM-SHA-512", server, "wrong"));
    assertThat(run(1, "doctor", "--config", config.toString()))
        .contains("invalid credentials with SASL mechanism SCRAM-SHA-512")
        .doesNotContain(WRONG);
    assertThat(run(1, "verify", "--all", "--config", config.toString()))
        .contains("Kafka: ", "invalid credentials with SASL mechanism SCRAM-SHA-512")
        .contains("kafka.client in the configuration")
        .doesNotContain(WRONG);
    KafkaOptions kafka = DeskConfig.load(config).kafka();
    assertThatThrownBy(() -> write(kafka, Topics.ALERTS.name(), "x"))
        .satisfies(
            e -> assertThat(KafkaRefusal.of(e).orElseThrow()).contains("invalid credentials"));
  }

  @Test
  void aBrokerWhoseCertificateNobodySignedIsRefused() throws Exception {
    Path config =
        desk(secure, sasl("scram.ScramLoginModule", "SCRAM-SHA-512", stranger, "password"));
    assertThat(run(1, "doctor", "--config", config.toString()))
        .contains("SSL handshake failed", "valid certification path");
    assertThat(run(1, "verify", "--all", "--config", config.toString()))
        .contains("Kafka: ", "SSL handshake failed", "valid certification path");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    Path missing = desk(secure, sasl("scram.ScramLoginModule", "SCRAM-SHA-512", server, "none"));
    assertThat(run(1, "doctor", "--config", missing.toString()))
        .contains("the secret file " + work.resolve("none") + " cannot be read");
    Path noCa =
        desk(
            secure,
            "security.protocol: SSL, ssl.truststore.type: PEM, ssl.truststore.location: /no.pem");
    assertThat(run(1, "doctor", "--config", noCa.toString())).contains("/no.pem");
  }

  private static String sasl(String module, String mechanism, Certificate ca, String password) {
    return """
    security.protocol: SASL_SSL, sasl.mechanism: %s, ssl.truststore.type: PEM,
         ssl.truststore.location: "%s",
         sasl.jaas.config: 'org.apache.kafka.common.security.%s required username="desk"
           password="${file:%s}";'
    """
        .formatted(mechanism, ca.pem(), module, work.resolve(password));
  }

  private static Path desk(String servers, String client) throws IOException {
    Path file = Files.createTempFile(work, "desk", ".yaml");
    return Files.writeString(
        file,
        """
        desk: secure
        kafka:
          bootstrapServers: "%s"
          client: {%s}
        venue: {name: sim, restUrl: "http://127.0.0.1:1", streamUrl: "ws://127.0.0.1:1",
                wsApiUrl: "ws://127.0.0.1:1", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        """
            .formatted(servers, client));
  }

  private static void write(KafkaOptions kafka, String topic, String text) throws Exception {
    LogSender.send(kafka, List.of(new ProducerRecord<>(topic, "k".getBytes(), text.getBytes())));
  }

  private static byte[] serialized(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static String run(int code, String... arguments) {
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(told, true)).setErr(new PrintWriter(told, true));
    assertThat(line.execute(arguments)).as(told.toString()).isEqualTo(code);
    return told.toString();
  }

  /** What a job of the desk does in between. */
  private static final class Copy implements MapFunction<RawRecord, LogWrite> {
    private static final long serialVersionUID = 1L;

    @Override
    public LogWrite map(RawRecord in) {
      return new LogWrite(0, in.key(), in.value());
    }
  }
}
