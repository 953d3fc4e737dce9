"""Many documents of one type, from a table, a folder of forms or a file that feeds them: made by workers, told in a journal, resumed."""
