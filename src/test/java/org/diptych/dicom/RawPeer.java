package org.diptych.dicom;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Speaks the upper layer protocol (PS3.8 section 9.3) byte by byte, rightly or wrongly. */
final class RawPeer implements Closeable {
  static final String CR = "1.2.840.10008.5.1.4.1.1.1";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  RawPeer(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** The type of the PDU that comes next, with its body. */
  record Pdu(int type, byte[] body) {}

  Pdu read() throws IOException {
    int type = in.readUnsignedByte();
    in.readByte();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return new Pdu(type, body);
  }

  boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void writePdu(int type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeByte(0);
    out.writeInt(body.length);
    out.write(body);
    out.flush();
  }

  Pdu associate(String called, String abstractSyntax, String... transferSyntaxes)
      throws IOException {
    writePdu(0x01, associateRequest(called, "RAW", abstractSyntax, transferSyntaxes));
    return read();
  }

  static byte[] associateRequest(
      String called, String calling, String abstractSyntax, String... transferSyntaxes) {
    ByteArrayOutputStream context = new ByteArrayOutputStream();
    context.writeBytes(new byte[] {1, 0, 0, 0}); // presentation context ID 1
    context.writeBytes(item(0x30, abstractSyntax.getBytes(StandardCharsets.US_ASCII)));
    for (String syntax : transferSyntaxes) {
      context.writeBytes(item(0x40, syntax.getBytes(StandardCharsets.US_ASCII)));
    }
    ByteArrayOutputStream user = new ByteArrayOutputStream();
    user.writeBytes(item(0x51, new byte[] {0, 0, 0x40, 0}));
    user.writeBytes(item(0x52, "1.2.3".getBytes(StandardCharsets.US_ASCII)));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 1, 0, 0});
    body.writeBytes(String.format("%-16s%-16s", called, calling).getBytes());
    body.writeBytes(new byte[32]);
    body.writeBytes(item(0x10, "1.2.840.10008.3.1.1.1".getBytes(StandardCharsets.US_ASCII)));
    body.writeBytes(item(0x20, context.toByteArray()));
    body.writeBytes(item(0x50, user.toByteArray()));
    return body.toByteArray();
  }

  private static byte[] item(int type, byte[] value) {
    return ByteBuffer.allocate(4 + value.length)
        .put((byte) type)
        .put((byte) 0)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  /** C-STORE-RQ command set (PS3.7 table 9.3-1), implicit little endian. */
  void storeCommand(String sopClass, String sopInstance) throws IOException {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    elements.writeBytes(element(0x0002, uid(sopClass)));
    elements.writeBytes(element(0x0100, us(0x0001)));
    elements.writeBytes(element(0x0110, us(7)));
    elements.writeBytes(element(0x0700, us(0)));
    elements.writeBytes(element(0x0800, us(0)));
    elements.writeBytes(element(0x1000, uid(sopInstance)));
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(element(0x0000, little(4).putInt(elements.size()).array()));
    command.writeBytes(elements.toByteArray());
    pdv(0x03, command.toByteArray());
  }

  /** One P-DATA-TF with one PDV; control 0x03 last command, 0x00 more data, 0x02 last data. */
  void pdv(int control, byte[] fragment) throws IOException {
    writePdu(
        0x04,
        ByteBuffer.allocate(6 + fragment.length)
            .putInt(fragment.length + 2)
            .put((byte) 1)
            .put((byte) control)
            .put(fragment)
            .array());
  }

  /** Status (0000,0900) of the C-STORE-RSP that comes next. */
  int status() throws IOException {
    Pdu pdu = read();
    if (pdu.type() != 0x04) {
      throw new IOException("P-DATA-TF expected, got PDU type " + pdu.type());
    }
    ByteBuffer body = ByteBuffer.wrap(pdu.body()).order(ByteOrder.LITTLE_ENDIAN).position(6);
    while (body.hasRemaining()) {
      int tag = body.getShort() << 16 | body.getShort() & 0xFFFF;
      int length = body.getInt();
      if (tag == 0x0000_0900) {
        return body.getShort() & 0xFFFF;
      }
      body.position(body.position() + length);
    }
    throw new IOException("a response has a status");
  }

  private static byte[] element(int number, byte[] value) {
    return little(8 + value.length)
        .putShort((short) 0)
        .putShort((short) number)
        .putInt(value.length)
        .put(value)
        .array();
  }

  private static byte[] uid(String value) {
    return (value.length() % 2 == 0 ? value : value + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] us(int value) {
    return little(2).putShort((short) value).array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
