package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** What is kept, shown and sent of the headers of a Subscription. */
class HeaderSecretsTest {
  private static final String ENDPOINT = "https://ris.example/hook/1";
  private static final String OWN = "Authorization: Bearer own";
  private static final String CONFIGURED = "authorization: Bearer configured";

  private static HeaderSecrets secrets(String... endpointsAndHeaders) {
    Map<String, RepositoryConfig.Secret> secrets = new HashMap<>();
    for (int i = 0; i < endpointsAndHeaders.length; i += 2) {
      String endpoint = endpointsAndHeaders[i];
      String header = endpointsAndHeaders[i + 1];
      secrets.put(
          "s" + i,
          new RepositoryConfig.Secret() {
            @Override
            public String endpoint() {
              return endpoint;
            }

            @Override
            public String header() {
              return header;
            }
          });
    }
    return new HeaderSecrets(
        (RepositoryConfig)
            Proxy.newProxyInstance(
                HeaderSecretsTest.class.getClassLoader(),
                new Class<?>[] {RepositoryConfig.class},
                (proxy, method, arguments) -> secrets));
  }

  private static List<StringType> asked(String... headers) {
    return List.of(headers).stream().map(StringType::new).toList();
  }

  @Test
  void without_a_configured_one_the_header_is_kept_and_sent_and_hidden() {
    List<String> kept = secrets().kept(ENDPOINT, asked(OWN), List.of());

    assertThat(secrets().sent(ENDPOINT, kept)).containsExactly(OWN);
    assertThat(HeaderSecrets.hidden(kept))
        .extracting(StringType::getValue)
        .containsExactly("Authorization: (secret)");
    assertThat(secrets().kept(ENDPOINT, HeaderSecrets.hidden(kept), kept)).isEqualTo(kept);
  }

  @Test
  void a_configured_header_is_sent_and_the_own_one_is_not_kept() {
    HeaderSecrets secrets = secrets("https://ris.example/hook", CONFIGURED);

    List<String> kept = secrets.kept(ENDPOINT, asked(OWN, "X-Site: 1"), List.of());

    assertThat(kept).containsExactly("Authorization: (secret)", "X-Site: 1");
    assertThat(secrets.sent(ENDPOINT, kept)).containsExactly("X-Site: 1", CONFIGURED);
    assertThat(secrets.sent(ENDPOINT, List.of(OWN))).containsExactly(CONFIGURED);
    assertThat(secrets.sent(ENDPOINT, List.of())).containsExactly(CONFIGURED);
  }

  @Test
  void a_configured_header_is_for_its_endpoint_alone_and_the_longest_beginning_counts() {
    HeaderSecrets secrets =
        secrets("https://ris.example", "X: far", "https://ris.example/hook", "X: near");

    assertThat(secrets.sent(ENDPOINT, List.of())).containsExactly("X: near");
    assertThat(secrets.sent("https://ris.example/a", List.of())).containsExactly("X: far");
    assertThat(secrets.sent("https://ris.example.evil.example/a", List.of())).isEmpty();
  }

  @Test
  void what_was_hidden_is_never_sent_as_if_it_were_a_secret() {
    assertThat(secrets().sent(ENDPOINT, List.of("Authorization: (secret)"))).isEmpty();
  }

  @Test
  void a_header_without_a_value_stops_the_start_and_is_not_quoted() {
    assertThatThrownBy(() -> secrets(ENDPOINT, "canary"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }
}
