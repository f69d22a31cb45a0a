package org.diptych.dicom;

import java.io.Serial;
import java.util.Arrays;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.metric.ApplicationEntity;
import org.aoju.bus.image.metric.internal.pdu.AAssociateAC;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.internal.pdu.RoleSelection;

/** Our application entity: Verification, and storage of everything, as SCP only. */
final class StorageEntity extends ApplicationEntity {
  @Serial private static final long serialVersionUID = 1L;

  StorageEntity(String aeTitle) {
    super(aeTitle);
    setAssociationAcceptor(true);
    setAssociationInitiator(false);
  }

  /**
   * Answers one presentation context (PS3.8 section 9.3.3.2). Of several transfer syntaxes the
   * sender's first is taken: its own order says what it would rather not convert.
   */
  @Override
  protected Presentation negotiate(AAssociateRQ rq, AAssociateAC ac, Presentation proposed) {
    String sopClass = proposed.getAbstractSyntax();
    boolean verification = StorageSyntaxes.VERIFICATION.equals(sopClass);
    if (sopClass == null
        || !(verification || StorageSyntaxes.isStorage(sopClass))
        || !asScu(rq, ac, sopClass)) {
      return refused(proposed, Presentation.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    }
    return Arrays.stream(proposed.getTransferSyntaxes())
        .filter(StorageSyntaxes::isTransferSyntax)
        .findFirst()
        .map(chosen -> new Presentation(proposed.getPCID(), Presentation.ACCEPTANCE, chosen))
        .orElseGet(() -> refused(proposed, Presentation.TRANSFER_SYNTAX_NOT_SUPPORTED));
  }

  /** SCP/SCU role selection (PS3.7 annex D.3.3.4): the peer may be SCU, never SCP. */
  private static boolean asScu(AAssociateRQ rq, AAssociateAC ac, String sopClass) {
    RoleSelection asked = rq.getRoleSelectionFor(sopClass);
    if (asked == null) {
      return true;
    }
    ac.addRoleSelection(new RoleSelection(sopClass, asked.isSCU(), false));
    return asked.isSCU();
  }

  private static Presentation refused(Presentation proposed, int reason) {
    String[] syntaxes = proposed.getTransferSyntaxes();
    String first = syntaxes.length == 0 ? UID.ImplicitVRLittleEndian : syntaxes[0];
    return new Presentation(proposed.getPCID(), reason, first);
  }
}
