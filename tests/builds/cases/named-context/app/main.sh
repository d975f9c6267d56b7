. /lib.sh; greet world; cmp /lib.sh /lib2.sh && echo same
