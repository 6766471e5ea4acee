"""The workbench's own things: topics, departments, templates of answers, and who answers what until when."""
