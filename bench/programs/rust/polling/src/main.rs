//! The crate `polling`: every registration is one-shot.

use polling::{Event, Poller};
use std::time::Duration;

struct Polling {
    poller: Poller,
    events: Vec<Event>,
}

impl support::Poller for Polling {
    fn new() -> Self {
        Polling { poller: Poller::new().expect("a poller"), events: Vec::with_capacity(20_000) }
    }

    fn add(&mut self, fd: i32) {
        self.poller.add(fd, Event::readable(fd as usize)).expect("add");
    }

    fn rearm(&mut self, fd: i32) {
        self.poller.modify(fd, Event::readable(fd as usize)).expect("modify");
    }

    fn delete(&mut self, fd: i32) {
        self.poller.delete(fd).expect("delete");
    }

    fn wait(&mut self) -> usize {
        self.events.clear();
        self.poller.wait(&mut self.events, Some(Duration::ZERO)).expect("wait")
    }

    fn fd(&self, index: usize) -> i32 {
        self.events[index].key as i32
    }
}

fn main() {
    support::serve::<Polling>("the crate polling 2");
}
