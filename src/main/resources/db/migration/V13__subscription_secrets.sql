-- What a FHIR server must show us is derived from a key that is not in the database; what is kept
-- says only which secret the server was given last. An empty one makes the engine ask again.
alter table source_subscriptions drop column secret;
alter table source_subscriptions add column secret_digest varchar(64) default '' not null;
