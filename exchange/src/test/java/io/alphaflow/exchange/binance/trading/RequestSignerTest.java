package io.alphaflow.exchange.binance.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSignerTest {

  /** The key pair of the examples in Binance's documentation. */
  private static final String DOCUMENTED_SECRET =
      "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

  /** PKCS#8 wraps the 32 bytes of an Ed25519 key in this. */
  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  @TempDir Path folder;

  private static Parameters documented(String symbol) {
    return new Parameters()
        .add("symbol", symbol)
        .add("side", "BUY")
        .add("type", "LIMIT")
        .add("timeInForce", "GTC")
        .add("quantity", "1")
        .add("price", "0.1")
        .add("recvWindow", 5000)
        .add("timestamp", 1499827319559L);
  }

  @Test
  void hmacSignatureIsTheDocumentedOne() {
    assertThat(RequestSigner.hmac(DOCUMENTED_SECRET).sign(documented("LTCBTC").encoded()))
        .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
  }

  @Test
  void hmacSignatureOfOtherLettersIsTheDocumentedOneBecauseTheyAreEncodedFirst() {
    assertThat(RequestSigner.hmac(DOCUMENTED_SECRET).sign(documented("１２３４５６").encoded()))
        .isEqualTo("e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3");
  }

  @Test
  void ed25519SignatureIsThatOfRfc8032() {
    String key = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    String expected =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    byte[] pkcs8 = HexFormat.of().parseHex(PKCS8_PREFIX + key);
    String signature = RequestSigner.ed25519(Base64.getEncoder().encodeToString(pkcs8)).sign("r");
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(signature))).isEqualTo(expected);
  }

  @Test
  void ed25519KeyIsReadFromPemFile() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path file = folder.resolve("key.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");

    String signed = signer(file).sign("a=b");

    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(pair.getPublic());
    check.update("a=b".getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(Base64.getDecoder().decode(signed))).isTrue();
  }

  private static RequestSigner signer(Path file) {
    Secret secret = new Secret("${file:" + file + "}");
    return RequestSigner.of(
        new AccountOptions("main", "USD", secret, AccountOptions.KeyType.ED25519, secret),
        secret.resolve());
  }

  @Test
  void brokenKeyIsRefusedWithoutShowingIt() throws Exception {
    Path file = folder.resolve("key.pem");
    Files.writeString(file, "do-not-show-this-key!");
    assertThatThrownBy(() -> signer(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("${file:" + file + "}")
        .hasMessageContaining("PKCS#8")
        .hasNoCause()
        .hasMessageNotContaining("do-not-show");
  }

  @Test
  void textFormHidesTheKey() {
    assertThat(RequestSigner.hmac(DOCUMENTED_SECRET)).hasToString("Hmac(hidden)");
  }

  @Test
  void webSocketPayloadIsSortedAndNotEncoded() {
    Parameters parameters =
        new Parameters().add("timestamp", 5).add("apiKey", "k/1").add("recvWindow", 3000);
    assertThat(parameters.sortedPlain()).isEqualTo("apiKey=k/1&recvWindow=3000&timestamp=5");
    assertThat(parameters.encoded()).isEqualTo("timestamp=5&apiKey=k%2F1&recvWindow=3000");
  }
}
