package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders and how far they are. */
class OrderReaderTest {
  private static final String PID = "PID|1||4711^^^CLINIC^MR||Canary^Maria||19610304|F";

  @Test
  void an_imaging_order_has_its_numbers_study_patient_priority_and_time() {
    Order order =
        only(
            "OMI^O23",
            PID,
            "ORC|NW|P-1^RIS|F-1^RIS|||||||||||",
            "TQ1|1||||||20260105083000||S",
            "OBR|1|P-1^RIS|F-1^RIS|36643-5^XR Chest^LN",
            "IPC|ACC-9^HOSP|RP1|1.2.3.4|SPS1|CR");

    assertThat(order.placerOrderNumber()).isEqualTo("P-1");
    assertThat(order.fillerOrderNumber()).isEqualTo("F-1");
    assertThat(order.accession()).isEqualTo(new AccessionNumber("ACC-9", "HOSP"));
    assertThat(order.study()).isEqualTo(new Uid("1.2.3.4"));
    assertThat(order.patient().id().value()).isEqualTo("4711");
    assertThat(order.procedure().code()).isEqualTo("36643-5");
    assertThat(order.state()).isEqualTo(OrderState.REQUESTED);
    assertThat(order.priority()).isEqualTo(Priority.STAT);
    assertThat(order.scheduled()).isEqualTo(LocalDateTime.of(2026, 1, 5, 8, 30));
  }

  @ParameterizedTest
  @CsvSource({
    "NW, '', '', REQUESTED",
    "CA, '', '', CANCELLED",
    "OC, IP, '', CANCELLED",
    "DC, '', F, CANCELLED",
    "SC, SC, '', SCHEDULED",
    "SC, IP, '', IN_PROGRESS",
    "SC, CM, '', COMPLETED",
    "SC, DC, '', CANCELLED",
    "XO, '', '', REQUESTED",
    "SC, '', I, IN_PROGRESS",
    "SC, '', F, COMPLETED"
  })
  void order_control_and_status_say_how_far_it_is(
      String control, String status, String result, OrderState state) {
    String orc = "ORC|" + control + "|P-1|F-1||" + status;
    String obr = "OBR|1|P-1|F-1|X" + "|".repeat(21) + result;

    assertThat(only("ORM^O01", PID, orc, obr).state()).isEqualTo(state);
  }

  @Test
  void each_orc_is_an_order_also_without_obr() {
    List<Order> orders =
        orders("ORR^O02", PID, "ORC|OK|P-1|F-1", "ORC|UA|P-2|F-2", "OBR|1|P-2|F-2|X");

    assertThat(orders).extracting(Order::placerOrderNumber).containsExactly("P-1", "P-2");
    assertThat(orders)
        .extracting(Order::state)
        .containsExactly(OrderState.REQUESTED, OrderState.CANCELLED);
  }

  @Test
  void an_order_without_any_number_is_refused_with_the_field() {
    MessageContent content = content("ORM^O01", PID, "ORC|NW", "OBR|1|||X");

    assertThat(content).isInstanceOf(MessageContent.Refused.class);
    assertThat(((MessageContent.Refused) content).faults().get(0).location().segment())
        .isEqualTo("ORC");
  }

  static MessageContent content(String type, String... segments) {
    byte[] bytes =
        Samples.bytes(
            StandardCharsets.UTF_8, Samples.msh("2.5.1", "").replace("ORU^R01", type), segments);
    MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(bytes);
    assertThat(reading).isInstanceOf(MessageReading.Read.class);
    return new ContentReader(AccessionSource.DEFAULT_ORDER)
        .read(((MessageReading.Read) reading).message());
  }

  private static List<Order> orders(String type, String... segments) {
    MessageContent content = content(type, segments);
    assertThat(content).isInstanceOf(MessageContent.Orders.class);
    return ((MessageContent.Orders) content).orders();
  }

  private static Order only(String type, String... segments) {
    List<Order> orders = orders(type, segments);
    assertThat(orders).hasSize(1);
    return orders.get(0);
  }
}
