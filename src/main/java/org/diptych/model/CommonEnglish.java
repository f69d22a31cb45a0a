package org.diptych.model;

/** Words any English report may use: by them the package knows the language it was trained for. */
final class CommonEnglish {
  static final String WORDS =
      """
      a about above abnormal abnormality abnormalities according acute admission admitted after age
      again against air all along also although an and any appear appearance appears are area areas
      as associated at axillary back base bases be because been before behind being below best
      between bilateral body bone bones both but by can cannot case central changes chest chronic
      clear clinical compared comparison compatible concerning condition consistent contour contrast
      could current day days demonstrate demonstrated demonstrates density diagnosis did diffuse
      discussed disease distal do does due during each early either enlarged evaluation evidence
      exam examination examined extensive fever few field fields film finding findings first focal
      follow following for found from further given good had has have he heart her here high hilar
      his history hospital i image images imaging impression in including increased indicated
      initial interval into is it its known large last lateral left less level likely limited line
      lobe lobes lower lung lungs male female man woman may medical middle mid mild minimal moderate
      more most multiple my near new no non normal not note noted now observed obtained of old on
      one only or other our out over pain part patchy patient patients peripheral persistent
      physical please portable positive negative possible post posterior anterior presence present
      presented previous prior probably process progression pulmonary radiograph radiographs
      radiography radiology recent recommend recommended region regions related report respiratory
      result results review right routine scan second seen severe she showed showing shown shows
      side sign significant signs similar since single size slight slightly small some stable
      status still study subsequent suggest suggested suggesting suggestive suspected suspicious
      symptoms than that the their there these they third this those three through time tissue to
      treatment treated two under unchanged unremarkable until up upper view views visible visualised
      visualized was we week weeks well were when where which while who with within without year
      years you zone zones breast ultrasound mass lesion lesions nodule solid cystic shape margin
      margins orientation echo pattern posterior shadow enhancement duct skin lump palpable biopsy
      opacity opacities consolidation infiltrate infiltrates effusion pneumothorax atelectasis edema
      oedema cardiac mediastinum mediastinal diaphragm rib ribs spine tube catheter cough dyspnea
      breath shortness
      """;

  private CommonEnglish() {}
}
