package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diptych.fhir.FhirR4;
import org.diptych.intake.DicomWebServer;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;

/** A hospital that speaks FHIR only: patient, order, study and report lie on its server. */
final class FhirHospital {
  private static final String TEXT =
      "Breast ultrasound. 1 focal lesion. Lesion in the upper right field, wider than tall.";
  private static final String NUMBERS = "http://terminology.hl7.org/CodeSystem/v2-0203";

  private final FhirContext context = FhirR4.lenient();
  private final IGenericClient client;
  private final Hospital hospital;
  private final int number;

  FhirHospital(URI server, int number, Path directory) throws IOException {
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    context.getRestfulClientFactory().setSocketTimeout(60_000);
    client = context.newRestfulGenericClient(server.toString());
    this.number = number;
    this.hospital = new Hospital(number, "Roe^Anna", TEXT, directory);
  }

  Uid study() {
    return hospital.study();
  }

  private String put(String json) {
    Resource resource = (Resource) context.newJsonParser().parseResource(json.replace('\'', '"'));
    return client
        .update()
        .resource(resource)
        .execute()
        .getId()
        .toUnqualifiedVersionless()
        .getValue();
  }

  void storesImages(DicomWebServer archive) throws Exception {
    assertThat(archive.store(Files.readAllBytes(hospital.image())).statusCode()).isEqualTo(200);
  }

  void writesPatientAndOrder() {
    put(
        """
        {'resourceType':'Patient','id':'pat%1$d','name':[{'family':'Roe','given':['Anna']}],
         'birthDate':'1961-05-04','gender':'female',
         'identifier':[{'type':{'coding':[{'system':'%2$s','code':'MR'}]},
           'system':'urn:diptych:issuer:HOSP','value':'PAT%1$d'}]}
        """
            .formatted(number, NUMBERS));
    put(
        """
        {'resourceType':'ServiceRequest','id':'order%1$d','status':'active','intent':'order',
         'priority':'stat','subject':{'reference':'Patient/pat%1$d'},
         'identifier':[{'type':{'coding':[{'system':'%2$s','code':'ACSN'}]},
           'system':'urn:diptych:accession-number','value':'ACC%1$d'}]}
        """
            .formatted(number, NUMBERS));
  }

  void writesStudy(DicomWebServer archive) {
    put(
        """
        {'resourceType':'ImagingStudy','id':'study%1$d','status':'available',
         'contained':[{'resourceType':'Endpoint','id':'e','status':'active',
           'connectionType':{'system':'http://terminology.hl7.org/CodeSystem/endpoint-connection-type','code':'dicom-wado-rs'},
           'payloadType':[{'text':'DICOM'}],'address':'%2$s'}],
         'endpoint':[{'reference':'#e'}],'subject':{'reference':'Patient/pat%1$d'},
         'basedOn':[{'reference':'ServiceRequest/order%1$d'}],'numberOfInstances':1,
         'identifier':[{'system':'urn:dicom:uid','value':'%3$s'}],
         'series':[{'uid':'%4$s.1','modality':{'system':'http://dicom.nema.org/resources/ontology/DCM','code':'US'},
          'instance':[{'uid':'%4$s.1.1','sopClass':{'system':'urn:ietf:rfc:3986','code':'urn:oid:1.2.840.10008.5.1.4.1.1.6.1'}}]}]}
        """
            .formatted(number, archive.at(""), study().toUrn(), study()));
  }

  String writesReport(String status, String conclusion) {
    return put(
        """
        {'resourceType':'DiagnosticReport','id':'report%1$d','status':'%2$s',
         'category':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0074','code':'RAD'}]}],
         'code':{'coding':[{'system':'http://loinc.org','code':'24601-7'}]},
         'subject':{'reference':'Patient/pat%1$d'},
         'basedOn':[{'reference':'ServiceRequest/order%1$d'}],
         'imagingStudy':[{'reference':'ImagingStudy/study%1$d'}],'conclusion':'%3$s'}
        """
            .formatted(number, status, conclusion.isEmpty() ? TEXT : conclusion));
  }

  /** The engine's results of the study on the server. */
  List<DiagnosticReport> results() {
    Bundle found =
        client
            .search()
            .byUrl("DiagnosticReport?subject=Patient/pat" + number)
            .returnBundle(Bundle.class)
            .cacheControl(new CacheControlDirective().setNoCache(true))
            .execute();
    return found.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .map(DiagnosticReport.class::cast)
        .filter(
            report ->
                report.getIdentifier().stream()
                    .anyMatch(each -> "urn:diptych:result".equals(each.getSystem())))
        .toList();
  }

  /** What the person wrote is as it was written. */
  void assertUntouched(String report, String version) {
    DiagnosticReport read =
        client.read().resource(DiagnosticReport.class).withId(report.split("/")[1]).execute();
    assertThat(read.getMeta().getVersionId()).isEqualTo(version);
  }
}
