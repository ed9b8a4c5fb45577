"""What a log is read through: TensorBoard's provider, the folders of side files, the cache and what is long at work."""

import dataclasses

from tensorboard.data import provider

from activis_tb.store.cache import ByteCache
from activis_tb.store.folders import RunFolders
from activis_tb.store.jobs import Jobs
from activis_tb.store.listing import RunListing
from activis_tb.store.maps import Maps
from activis_tb.store.recent import Recent

CACHE_BYTES = 512 << 20
LISTING_SECONDS = 60.0


@dataclasses.dataclass(frozen=True)
class Source:
    """What is read from: TensorBoard's provider, the folders of side files and the cache; what takes long, and the maps
    that it made; one for the plugin's life.

    Listings stay good for a while, so that a click after a pause does not wait for one; who asks for the runs has all
    listed anew, as a page does whenever TensorBoard has reloaded, and a step that they lack is looked for anew.
    """

    data_provider: provider.DataProvider
    folders: RunFolders
    cache: ByteCache
    listings: Recent[RunListing] = dataclasses.field(default_factory=lambda: Recent(LISTING_SECONDS))
    jobs: Jobs = dataclasses.field(default_factory=Jobs)
    maps: Maps = dataclasses.field(default_factory=Maps)
