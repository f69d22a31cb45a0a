-- Raw messages that are small enough to be committed with what they bring.
create table messages (
  object varchar(64) primary key,
  bytes bytea not null,
  received_at timestamp with time zone not null
);
