package io.alphaflow.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.VenueClient;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The signature vectors of the venue's documentation. */
class SigningKeyTest {

  private static final String SECRET =
      "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
  private static final String REST =
      "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
          + "&timestamp=1499827319559";
  private static final String REST_SIGNATURE =
      "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
  private static final String WIDE =
      "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT"
          + "&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";

  private final SigningKey hmac = SigningKey.hmac(SECRET);

  @Test
  void acceptsTheDocumentedRestSignatures() {
    assertThat(hmac.verifies(REST, REST_SIGNATURE)).isTrue();
    assertThat(hmac.verifies(REST, REST_SIGNATURE.toUpperCase(Locale.ROOT))).isTrue();
    assertThat(
            hmac.verifies(WIDE, "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"))
        .isTrue();
    assertThat(hmac.verifies(REST + "0", REST_SIGNATURE)).isFalse();
    assertThat(hmac.verifies(REST, "not hex")).isFalse();
  }

  @Test
  void signsRestTextAsItWasSentWhereverTheSignatureStands() {
    String signature = "signature=" + REST_SIGNATURE;
    assertThat(Params.ofRest(REST + "&" + signature, "").signedText()).isEqualTo(REST);
    assertThat(Params.ofRest(signature + "&" + REST, "").signedText()).isEqualTo(REST);
    assertThat(Params.ofRest("", REST + "&" + signature).signedText()).isEqualTo(REST);
    assertThat(Params.ofRest(signature, REST).signedText()).isEqualTo(REST);
    assertThat(Params.ofRest(WIDE, "").signedText()).isEqualTo(WIDE);
    assertThat(Params.ofRest(WIDE, "").required("symbol")).isEqualTo("１２３４５６");
  }

  @Test
  void putsQueryAndBodyTogetherWithoutASeparator() {
    Params mixed =
        Params.ofRest(
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC",
            "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559");
    assertThat(mixed.signedText()).contains("GTCquantity=1");
    assertThat(
            hmac.verifies(
                mixed.signedText(),
                "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77"))
        .isTrue();
  }

  @Test
  void theQueryWinsOverTheBody() {
    assertThat(Params.ofRest("a=1", "a=2&b=3").required("a")).isEqualTo("1");
  }

  @Test
  void signsWebSocketParametersSortedAndNotPercentEncoded() throws Exception {
    String json =
        "{\"type\":\"LIMIT\",\"symbol\":\"１２３４５６\",\"side\":\"BUY\",\"timeInForce\":\"GTC\","
            + "\"quantity\":\"1.00000000\",\"price\":\"0.10000000\",\"recvWindow\":5000,"
            + "\"timestamp\":1645423376532,\"signature\":\"x\",\"apiKey\":"
            + "\"vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A\"}";
    String text = Params.ofJson(new ObjectMapper().readTree(json)).signedText();
    assertThat(text)
        .isEqualTo(
            "apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
                + "&price=0.10000000&quantity=1.00000000&recvWindow=5000&side=BUY"
                + "&symbol=１２３４５６&timeInForce=GTC&timestamp=1645423376532&type=LIMIT");
    assertThat(
            hmac.verifies(text, "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"))
        .isTrue();
  }

  @Test
  void checksEd25519Signatures() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    SigningKey key = SigningKey.ed25519(pair.getPublic());
    String signature = VenueClient.ed25519(pair.getPrivate(), REST);
    assertThat(signature).hasSize(88);
    assertThat(key.verifies(REST, signature)).isTrue();
    assertThat(key.verifies(REST + "0", signature)).isFalse();
    assertThat(key.verifies(REST, REST_SIGNATURE)).isFalse();
    assertThat(key.verifies(REST, "!")).isFalse();
  }

  @Test
  void refusesOtherPublicKeys() throws Exception {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThatThrownBy(() -> SigningKey.ed25519(rsa.getPublic()))
        .hasMessage("expected an Ed25519 public key, got RSA");
  }

  @Test
  void neverPrintsASecret() {
    SimAccount account = SimAccount.hmac("desk", "key", SECRET, Map.of());
    assertThat(account.toString() + hmac).doesNotContain(SECRET);
  }
}
