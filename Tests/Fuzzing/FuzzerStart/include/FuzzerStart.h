/// Where each fuzzer starts: the build system renames every program's `main` to these names, and libFuzzer's own is not
/// among what it renames.
int FuzzDates_main(int count, char **arguments);
int FuzzHTML_main(int count, char **arguments);
int FuzzJSON_main(int count, char **arguments);
int FuzzOPML_main(int count, char **arguments);
int FuzzXML_main(int count, char **arguments);
