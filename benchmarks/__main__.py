"""`make bench`."""

if __name__ == "__main__":  # a fresh process of a measurement comes by here as well, and is to stay bare
    from benchmarks.run import main

    main()
