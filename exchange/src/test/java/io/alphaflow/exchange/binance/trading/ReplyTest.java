package io.alphaflow.exchange.binance.trading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {\"code\":-1000,\"msg\":\"unknown\"}",
        "502 | <html>Bad gateway</html>",
        "503 | {\"code\":-1013,\"msg\":\"Filter failure: LOT_SIZE\"}",
        "504 | {\"code\":-1007,\"msg\":\"Timeout waiting for response\"}",
        "400 | {\"code\":-1006,\"msg\":\"An unexpected response was received\"}",
        "400 | {\"code\":-1007,\"msg\":\"Timeout\"}",
        "400 | {\"code\":-1000,\"msg\":\"An unknown error\"}",
        "400 | {\"code\":-1001,\"msg\":\"Disconnected\"}",
        "400 | {\"code\":-1008,\"msg\":\"Server busy\"}",
        "400 | {\"code\":-2010,\"msg\":\"Duplicate order sent.\"}",
        "400 | {\"msg\":\"no code\"}",
        "403 | <html>WAF</html>",
        "200 | {\"symbol\":\"BTC",
        "200 | ''"
      })
  void leavesOpenWhetherTheOrderWasPlaced(int status, String body) {
    assertThat(new Reply(status, body).outcome()).isInstanceOf(Reply.Undecided.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"code\":-1013,\"msg\":\"Filter failure: LOT_SIZE\"} | -1013",
        "400 | {\"code\":-1021,\"msg\":\"Timestamp outside of the recvWindow\"} | -1021",
        "400 | {\"code\":-2010,\"msg\":\"Account has insufficient balance\"} | -2010",
        "400 | {\"code\":-2013,\"msg\":\"Order does not exist.\"} | -2013",
        "401 | {\"code\":-2015,\"msg\":\"Invalid API-key\"} | -2015",
        "429 | {\"code\":-1015,\"msg\":\"Too many new orders\"} | -1015",
        "429 | <html>slow down</html> | 429",
        "418 | <html>banned</html> | 418"
      })
  void saysThatTheOrderWasNotPlaced(int status, String body, int code) {
    assertThat(new Reply(status, body).outcome())
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void givesTheAnswer() {
    assertThat(new Reply(200, "{\"orderId\":1}").outcome())
        .isInstanceOfSatisfying(
            Reply.Done.class, done -> assertThat(done.json().path("orderId").asInt()).isEqualTo(1));
  }
}
