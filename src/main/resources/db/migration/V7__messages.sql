-- Raw messages that are small enough to be committed with what they bring.
create table messages (
  object varchar(64) primary key,
  bytes bytea not null,
  received_at timestamp with time zone not null
);

-- The most urgent due work of a name is read from the index instead of sorted from all of it.
drop index scheduled_tasks_due;
create index scheduled_tasks_due on scheduled_tasks (task_name, picked, priority desc, execution_time);
