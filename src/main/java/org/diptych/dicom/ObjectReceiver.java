package org.diptych.dicom;

/** Takes what a C-STORE brings and says which status the sender gets. */
@FunctionalInterface
public interface ObjectReceiver {
  /**
   * Called on the association's own thread; the C-STORE-RSP is sent with the returned status. An
   * exception is answered with {@link DimseStatus#PROCESSING_FAILURE}, never with success.
   */
  DimseStatus receive(ReceivedObject object) throws Exception;
}
