package org.diptych.dicom;

import java.io.Serial;
import java.util.Arrays;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.metric.ApplicationEntity;
import org.aoju.bus.image.metric.internal.pdu.AAssociateAC;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.internal.pdu.RoleSelection;

/** Our application entity: Verification, storage of everything, and notices, as SCP only. */
final class StorageEntity extends ApplicationEntity {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean takesNotices;

  StorageEntity(String aeTitle, boolean takesNotices) {
    super(aeTitle);
    this.takesNotices = takesNotices;
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
    if (sopClass == null || !isServed(sopClass) || !asScu(rq, ac, sopClass)) {
      return refused(proposed, Presentation.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    }
    return Arrays.stream(proposed.getTransferSyntaxes())
        .filter(
            NoticeScp.isNotice(sopClass)
                ? StorageSyntaxes::isPlain
                : StorageSyntaxes::isTransferSyntax)
        .findFirst()
        .map(chosen -> new Presentation(proposed.getPCID(), Presentation.ACCEPTANCE, chosen))
        .orElseGet(() -> refused(proposed, Presentation.TRANSFER_SYNTAX_NOT_SUPPORTED));
  }

  private boolean isServed(String sopClass) {
    return StorageSyntaxes.VERIFICATION.equals(sopClass)
        || StorageSyntaxes.isStorage(sopClass)
        || takesNotices && NoticeScp.isNotice(sopClass);
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
