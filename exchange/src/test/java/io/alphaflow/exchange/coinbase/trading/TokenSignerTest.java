package io.alphaflow.exchange.coinbase.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.exchange.wire.AccountSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are checked by a library of others, with the key of RFC 7515, appendix A.3. */
class TokenSignerTest {

  private static final ECKey RFC_KEY =
      new ECKey.Builder(
              Curve.P_256,
              new Base64URL("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
              new Base64URL("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))
          .d(new Base64URL("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"))
          .build();

  private static final String RFC_SIGNED =
      "eyJhbGciOiJFUzI1NiJ9"
          + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
          + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

  private static final String RFC_SIGNATURE =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  private static final String NAME = "organizations/o/apiKeys/k";
  private static final String URI = "POST api.coinbase.com/api/v3/brokerage/orders";
  private static final long TIME = 1_790_000_000_999_999L;

  @TempDir Path folder;

  private static String hex(Base64URL value) {
    return HexFormat.of().formatHex(value.decode());
  }

  /** The key in SEC 1, as Coinbase issues keys; with and without its public half. */
  private static String sec1(boolean withPublic) {
    String curve = "a00a06082a8648ce3d030107";
    String open = "a144034200" + "04" + hex(RFC_KEY.getX()) + hex(RFC_KEY.getY());
    String content = "020101" + "0420" + hex(RFC_KEY.getD()) + curve + (withPublic ? open : "");
    String der = "30" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
    return pem("EC PRIVATE KEY", HexFormat.of().parseHex(der));
  }

  private static String pem(String kind, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private static TokenSigner signer() {
    return signer(120);
  }

  private static TokenSigner signer(long lifetimeSeconds) {
    TokenSigner.NamedKey key = new TokenSigner.NamedKey(NAME, EcPrivateKey.parse(sec1(true)));
    return new TokenSigner(() -> key, lifetimeSeconds);
  }

  @Test
  void theOtherLibraryTakesTheRfcsOwnSignature() throws Exception {
    JWSObject jws = JWSObject.parse(RFC_SIGNED + "." + RFC_SIGNATURE);
    assertThat(jws.verify(new ECDSAVerifier(RFC_KEY))).isTrue();
  }

  @Test
  void ourSignatureOfTheRfcsTextIsTakenByTheOtherLibrary() throws Exception {
    byte[] signature = TokenSigner.sign(EcPrivateKey.parse(sec1(true)), RFC_SIGNED);
    assertThat(signature).hasSize(64);
    JWSObject jws = JWSObject.parse(RFC_SIGNED + "." + Base64URL.encode(signature));
    assertThat(jws.verify(new ECDSAVerifier(RFC_KEY))).isTrue();
  }

  @Test
  void readsSec1AndPkcs8AndLineEndsOfEnvironmentVariables() throws Exception {
    byte[] pkcs8 = RFC_KEY.toECPrivateKey().getEncoded();
    var expected = RFC_KEY.toECPrivateKey().getS();
    assertThat(EcPrivateKey.parse(sec1(true)).getS()).isEqualTo(expected);
    assertThat(EcPrivateKey.parse(sec1(false)).getS()).isEqualTo(expected);
    assertThat(EcPrivateKey.parse(sec1(true).replace("\n", "\\n")).getS()).isEqualTo(expected);
    assertThat(EcPrivateKey.parse(pem("PRIVATE KEY", pkcs8)).getS()).isEqualTo(expected);
  }

  @Test
  void tokenNamesTheRequestAndLastsTwoMinutes() throws Exception {
    SignedJWT token = SignedJWT.parse(signer().request(URI, TIME));
    assertThat(token.verify(new ECDSAVerifier(RFC_KEY))).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(token.getHeader().getKeyID()).isEqualTo(NAME);
    assertThat(token.getHeader().getCustomParam("nonce").toString()).matches("[0-9a-f]{32}");
    assertThat(token.getPayload().toJSONObject())
        .containsOnlyKeys("sub", "iss", "nbf", "exp", "uri")
        .containsEntry("sub", NAME)
        .containsEntry("iss", "cdp")
        .containsEntry("uri", URI)
        .containsEntry("nbf", 1_790_000_000L)
        .containsEntry("exp", 1_790_000_120L);
  }

  @Test
  void tokenOfASubscriptionNamesNoRequest() throws Exception {
    SignedJWT token = SignedJWT.parse(signer().subscription(TIME));
    assertThat(token.verify(new ECDSAVerifier(RFC_KEY))).isTrue();
    assertThat(token.getPayload().toJSONObject()).containsOnlyKeys("sub", "iss", "nbf", "exp");
  }

  @Test
  void noTwoTokensAreTheSame() {
    TokenSigner signer = signer();
    assertThat(signer.request(URI, TIME)).isNotEqualTo(signer.request(URI, TIME));
  }

  @Test
  void lifetimeIsNoLongerThanCoinbaseTakes() throws Exception {
    assertThat(SignedJWT.parse(signer(1_000).request(URI, TIME)).getPayload().toJSONObject())
        .containsEntry("exp", 1_790_000_120L);
  }

  @Test
  void aSecretThatIsNoKeyIsNeverQuoted() throws Exception {
    KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
    other.initialize(new ECGenParameterSpec("secp384r1"));
    byte[] p384 = other.generateKeyPair().getPrivate().getEncoded();
    Path key = Files.writeString(folder.resolve("key"), NAME);
    for (String text :
        new String[] {"hunter2-hunter2", sec1(true).substring(0, 90), pem("PRIVATE KEY", p384)}) {
      Path file = Files.writeString(folder.resolve("secret"), text);
      AccountOptions account =
          new AccountOptions(
              "main",
              "USD",
              new Secret("${file:" + key + "}"),
              AccountOptions.KeyType.HMAC,
              new Secret("${file:" + file + "}"));
      assertThatThrownBy(() -> TokenSigner.of(account, new AccountSecrets(account), 120))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(file.toString())
          .hasNoCause()
          .satisfies(
              e ->
                  assertThat(e.toString())
                      .doesNotContain(text.substring(text.length() / 2, text.length() / 2 + 8)));
    }
    assertThat(signer()).hasToString("TokenSigner(hidden)");
  }
}
