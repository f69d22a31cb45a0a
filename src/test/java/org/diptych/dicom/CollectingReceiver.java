package org.diptych.dicom;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what arrives in memory, as intake keeps it on disk. */
final class CollectingReceiver implements ObjectReceiver {
  final List<Kept> kept = new CopyOnWriteArrayList<>();
  final List<Exception> refused = new CopyOnWriteArrayList<>();

  record Kept(ReceivedObject object, ReceivedDataSet dataSet, byte[] file) {}

  @Override
  public DimseStatus receive(ReceivedObject object) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ReceivedDataSet dataSet = object.writeTo(file);
      kept.add(new Kept(object, dataSet, file.toByteArray()));
      return DimseStatus.SUCCESS;
    } catch (UnreadableDataSet e) {
      refused.add(e);
      return e.status();
    } catch (AssociationLost e) {
      refused.add(e);
      throw e;
    }
  }
}
