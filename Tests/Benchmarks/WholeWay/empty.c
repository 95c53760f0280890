// What starting and ending a program costs, for etc/scripts/bench.
int main(void) {
    return 0;
}
