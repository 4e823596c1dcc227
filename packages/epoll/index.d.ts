export * from "pollio/epoll";
