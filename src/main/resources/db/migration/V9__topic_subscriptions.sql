-- Who wants to be told of what is written here. The headers are secret and are never read back.
create table fhir_subscription (
  id varchar(64) primary key,
  version bigint not null,
  last_updated bigint not null,
  content text not null,
  headers text not null,
  base varchar(1000) not null,
  resource_type varchar(40) not null,
  state varchar(16) not null,
  events bigint not null,
  sent bigint not null,
  failures integer not null,
  last_sent_at bigint not null,
  due_at bigint not null
);
create index fhir_subscription_due on fhir_subscription (due_at);

-- The events of each subscription, numbered without a gap in the transaction of what they tell.
create table fhir_subscription_event (
  subscription varchar(64) not null,
  event_number bigint not null,
  change_number bigint not null,
  occurred bigint not null,
  primary key (subscription, event_number)
);
create index fhir_subscription_event_age on fhir_subscription_event (occurred);
